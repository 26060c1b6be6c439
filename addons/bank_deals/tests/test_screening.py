# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DealCommon

LIST = b"ent,name,birth_date,country,kind\n1,Shcherbakov Petr Ilich,,,person\n"


@tagged("post_install", "-at_install")
class TestDealScreening(DealCommon):
    """A deal does not go on while its client may be on a watchlist."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_crm_core.group_crm_security_officer"
        cls.officer = cls._create_user("officer", group, cls.region)
        cls.second = cls._create_user("second", group, cls.region)
        check = cls.env["bank.check"].create(
            {
                "name": "Screening",
                "kind": "screening",
                "model_id": cls.env["ir.model"]._get_id("crm.lead"),
            }
        )
        action = cls.process.with_user(cls.administrator).action_new_version()
        draft = cls.env["bank.process"].browse(action["res_id"])
        draft._get_stages()[0].check_exit_ids += check
        draft.with_user(cls.administrator).action_publish()
        cls.env["bank.watchlist"].load_file("csv", LIST)
        for run in cls.env["bank.screening"].search([("state", "=", "running")]):
            while run.state == "running":
                run._do_slice()
        cls.hit = cls.env["bank.screening.hit"].search(
            [("partner_id", "=", cls.client.id)]
        )

    def test_a_hit_stops_the_deal_until_two_officers_have_cleared_it(self):
        deal = self._create_deal()
        first = deal.stage_id
        [blocker] = deal.get_blocking_checks()
        self.assertIn("security officer", blocker["reason"])
        with self.assertRaises(UserError):
            deal.action_next_stage()
        self.hit.with_user(self.officer).action_clear("Другой паспорт")
        with self.assertRaises(UserError):
            deal.action_next_stage()
        self.hit.with_user(self.second).action_confirm()
        deal.action_next_stage()
        self.assertNotEqual(deal.stage_id, first)

    def test_a_true_hit_stops_the_deal_and_the_manager_learns_of_no_list(self):
        deal = self._create_deal()
        self.hit.with_user(self.officer).action_true("Паспорт тот же")
        [blocker] = deal.get_blocking_checks()
        self.assertIn("may not be served", blocker["reason"])
        self.assertNotIn("list", blocker["reason"].casefold())
        with self.assertRaises(UserError):
            deal.write({"stage_id": self.preliminary.id})
