# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import DealCommon

LIST = b"ent,name,birth_date,country,kind\n1,Shcherbakov Petr Ilich,,,person\n"


class ScreeningCommon(DealCommon):
    """A client who may be on a watchlist, and a process that asks."""

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
        cls._put_into_force(draft)
        cls.env["bank.watchlist"].load_file("csv", LIST)
        for run in cls.env["bank.screening"].search([("state", "=", "running")]):
            while run.state == "running":
                run._do_slice()
        cls.hit = cls.env["bank.screening.hit"].search(
            [("partner_id", "=", cls.client.id)]
        )


@tagged("post_install", "-at_install")
class TestDealScreening(ScreeningCommon):
    """A deal does not go on while its client may be on a watchlist."""

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


@tagged("post_install", "-at_install")
class TestDealStopped(ScreeningCommon, TourCase):
    def test_a_true_hit_stops_the_deal_on_the_screen_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        deal = self._create_deal()
        first = deal.stage_id
        self.hit.with_user(self.officer).action_true("Паспорт тот же")
        self.start_tour(
            f"/odoo/bank-deals/{deal.id}", "bank_deal_stopped", login=self.manager.login
        )
        self.assertEqual(deal.stage_id, first)
