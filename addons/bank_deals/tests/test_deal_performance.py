# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged, warmup

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealPerformance(DealCommon):
    @warmup
    def test_moving_twenty_asks_as_many_questions_of_ours_as_one(self):
        """Stock queries per deal (messages, activities) are not ours to count."""
        counts = []
        for number in (1, 1, 20):
            deals = self.env["crm.lead"].browse(
                self._create_deal().id for _index in range(number)
            )
            deals = deals.with_user(self.manager).with_context(tracking_disable=True)
            self.env.flush_all()
            deals.invalidate_recordset()
            before = self.cr.sql_log_count
            deals.action_next_stage()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLess(counts[1], 50)
