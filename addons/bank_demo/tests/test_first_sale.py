# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import make_folder

ADDONS = ("web", "mail", "bank_base", "bank_crm_core", "bank_deals", "bank_demo")


@tagged("post_install", "-at_install")
class TestFirstSale(TourCase):
    """The journey on a bank that the importer has read, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        modules = cls.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        cls.env["bank.demo.import"]._import_folder(make_folder(cls))
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])
        cls.client = cls.env["res.partner"].search(
            [("source_key", "=", "berka-client-900001")]
        )

    def test_client_manager_sells_a_deposit(self):
        before = self.client.agreement_ids
        self.start_tour("/odoo", "bank_first_sale", login=self.manager.login)
        deal = self.env["crm.lead"].search(
            [("partner_id", "=", self.client.id), ("won_status", "=", "won")]
        )
        self.assertEqual(deal.user_id, self.manager)
        self.assertEqual(deal.agreement_ids, self.client.agreement_ids - before)
        act = self.env["bank.decision"].search(
            [("kind", "=", "deal_won"), ("res_id", "=", deal.id)]
        )
        self.assertEqual(act.actor_id, self.manager.id)
        self.assertFalse(self.manager.has_group("base.group_system"))
