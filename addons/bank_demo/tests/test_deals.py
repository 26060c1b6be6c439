# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.bank_demo.models.bank_demo_deals import STORIES

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestDeals(TransactionCase):
    """The demo manager's deals stand where their gates have let them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        people = [f'{900001 + place};"706213";1' for place in range(20)]
        folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.report = cls.importer._import_folder(folder)
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])
        cls.deals = cls._find_deals()

    @classmethod
    def _find_deals(cls):
        """Return the deals of these stories; those of applications are told elsewhere."""
        return cls.env["crm.lead"].search(
            [("user_id", "=", cls.manager.id), ("application_ids", "=", False)],
            order="id",
        )

    def test_deals_stand_on_different_stages_behind_real_gates(self):
        stages = self.env.ref("bank_deals.bank_process_standard")._get_stages()
        places = [stages.ids.index(deal.stage_id.id) for deal in self.deals]
        self.assertEqual(places, [story.stages for story in STORIES])
        blocked = [bool(deal.get_blocking_checks()) for deal in self.deals]
        # the last one waits for the decision about its application
        self.assertEqual(blocked, [False, True, False, True, True])
        with self.assertRaises(UserError):
            self.deals[3].with_user(self.manager).action_next_stage()

    def test_the_ready_deal_has_two_offers_side_by_side(self):
        offers = self.deals[4].offer_ids.sorted("number")
        self.assertEqual(offers.mapped("state"), ["declined", "draft"])
        self.assertTrue(offers[0].objection)
        self.assertLess(offers[1].payment, offers[0].payment)
        self.assertTrue(self.deals[4].offer_comparison)

    def test_a_loan_is_won_by_its_application_only(self):
        deal = self.deals[4].with_user(self.manager)
        with self.assertRaises(UserError):
            deal.action_next_stage()
        self.assertEqual(deal.won_status, "pending")

    def test_manager_wins_the_deposit(self):
        deal = self.deals[3].with_user(self.manager)
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")
        self.assertEqual(deal.agreement_ids.state, "active")

    def test_deals_are_of_own_clients_and_in_crowns(self):
        self.assertEqual(self.deals.partner_id.manager_id, self.manager)
        self.assertEqual(
            self.deals.partner_id.sorted("source_key").mapped("source_key"),
            [f"berka-client-{number}" for number in range(900002, 900012, 2)],
        )
        self.assertEqual(self.deals.currency_id, self.env.ref("base.CZK"))

    def test_second_run_opens_no_more(self):
        self.importer._import_folder(make_folder(self), again=True)
        self.assertEqual(self._find_deals(), self.deals)


@tagged("post_install", "-at_install")
class TestUsers(TransactionCase):
    def test_login_that_is_taken_keeps_its_person(self):
        manager = self.env["res.users"].search([("login", "=", "manager")])
        manager = manager or new_test_user(self.env, login="manager")
        manager.write({"name": "Somebody", "branch_ids": [Command.clear()]})
        self.env["bank.demo.import"]._import_folder(make_folder(self))
        self.assertEqual(manager.name, "Somebody")
        self.assertFalse(manager.branch_ids)

    def test_each_user_has_his_role_and_no_other(self):
        self.env["bank.demo.import"]._import_folder(make_folder(self))
        roles = {
            "manager": "bank_crm_core.group_crm_manager",
            "head": "bank_crm_core.group_crm_head",
            "operator": "bank_crm_core.group_crm_operator",
            "business": "bank_base.group_bank_administrator",
            "auditor": "bank_base.group_bank_auditor",
        }
        for login, role in roles.items():
            user = self.env["res.users"].search([("login", "=", login)])
            with self.subTest(login=login):
                self.assertIn(self.env.ref(role), user.group_ids)
                self.assertTrue(user.branch_ids)
                self.assertFalse(user._is_admin())
                result = user.with_user(user)._login(
                    {"login": login, "password": login, "type": "password"},
                    {"interactive": False},
                )
                self.assertEqual(result["uid"], user.id)
