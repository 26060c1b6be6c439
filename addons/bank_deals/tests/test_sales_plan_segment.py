# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .test_sales_plan import PlanCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-03 09:00:00")
class TestSalesPlanSegment(PlanCommon):
    """A plan for a segment of the market counts its clients alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        segments = cls.env["bank.segment"].with_user(cls.head)
        cls.segment = segments.create(
            {"name": "Farmers", "kind": "fixed", "is_shared": True}
        )
        cls.farmer = cls._create_client("Farmer")
        cls.segment._add_clients(cls.farmer)

    def test_clients_of_the_segment_count_and_no_others(self):
        self._create_worth(300)
        self._create_worth(70, partner_id=self.farmer.id)
        plan = self._create_plan(segment_id=self.segment.id)
        plan.action_build()
        self.plan.action_count()
        line = plan.line_ids.filtered(lambda row: row.branch_id == self.region)
        whole = self.plan.line_ids.filtered(lambda row: row.branch_id == self.region)
        self.assertEqual(line.filtered(lambda row: not row.user_id).open, 70)
        self.assertEqual(whole.filtered(lambda row: not row.user_id).open, 370)

    def test_one_plan_a_segment(self):
        self._create_plan(segment_id=self.segment.id)
        with self.assertRaises(ValidationError):
            self._create_plan(segment_id=self.segment.id)

    def test_a_plan_is_not_made_for_somebodys_own_segment(self):
        own = self.segment.with_user(self.head).create({"name": "Mine"})
        with self.assertRaises(ValidationError):
            self._create_plan(segment_id=own.id)
