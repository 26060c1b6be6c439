# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestPowers(TransactionCase):
    """What only some may do was done by them, as in any bank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [f'{900001 + place};"706213";1' for place in range(6)]
        folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer = cls.env["bank.demo.import"]
        cls.report = cls.importer._import_folder(folder)
        cls.users = {user.login: user for user in cls.env["res.users"].search([])}

    def test_a_model_is_in_force_and_another_waits(self):
        models = self.env["bank.model"].search([("code", "=", "topics")], order="id")
        self.assertEqual(models.mapped("state"), ["champion", "challenger"])
        self.assertEqual(models.trained_by_id, self.users["analyst"])
        self.assertEqual(models[0].put_by_id, self.users["models"])
        figures = models.figure_ids
        self.assertEqual(len(figures), 2)
        self.assertEqual(len(set(figures.mapped("data_hash"))), 1)
        # better than one of four by chance
        self.assertGreater(min(figures.mapped("value")), 0.5)

    def test_the_head_has_let_a_deal_pass(self):
        override = self.env["bank.check.override"].search([])
        self.assertEqual(override.user_id, self.users["head"].id)
        deal = self.env["crm.lead"].browse(override.res_id)
        self.assertEqual(deal.user_id, self.users["manager2"])
        self.assertFalse(deal.amount)
        stages = self.env.ref("bank_deals.bank_process_standard")._get_stages()
        self.assertEqual(stages.ids.index(deal.stage_id.id), 2)
        decision = self.env["bank.decision"].search([("kind", "=", "override")])
        self.assertEqual(decision.actor_id, self.users["head"].id)

    def test_the_head_asks_who_sees_a_client(self):
        client = self.env["res.partner"].search(
            [("manager_id", "=", self.users["manager"].id)], limit=1
        )
        explain = self.env["bank.access.explain"].with_user(self.users["head"])
        action = explain.action_explain("res.partner", client.id)
        lines = explain.browse(action["res_id"]).line_ids
        self.assertIn(self.users["manager"], lines.user_id)
        self.assertNotIn(self.users["models"], lines.user_id)

    def test_a_second_run_changes_nothing(self):
        self.report._load_powers({"client": None})
        self.assertEqual(self.env["bank.check.override"].search_count([]), 1)
        domain = [("code", "=", "topics")]
        self.assertEqual(self.env["bank.model"].search_count(domain), 2)
