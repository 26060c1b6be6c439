# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import SMALL_BANK, make_folder

ADDONS = (
    "web",
    "mail",
    "bank_base",
    "bank_document",
    "bank_crm_core",
    "bank_deals",
    "bank_demo",
)


@tagged("post_install", "-at_install")
class TestWholeCard(TourCase):
    """Journey 2 on a bank that the importer has read, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        modules = cls.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        # the demo manager's client has what that of a colleague has in the small bank
        disp = [
            row.replace("900001;900010", "900009;900010")
            .replace("900002;900010", "900001;900010")
            .replace("900009;900010", "900002;900010")
            for row in SMALL_BANK["disp"]
        ]
        cls.folder = make_folder(cls, disp=disp)
        cls.importer = cls.env["bank.demo.import"]
        cls.importer._import_folder(cls.folder)
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])
        cls.client = cls.env["res.partner"].search(
            [("source_key", "=", "berka-client-900002")]
        )

        # a database that holds the real demo bank has its consents and promises already
        cls.env["bank.obligation"]._promise(
            cls.client, "Прислать условия", fields.Date.today()
        )

    def test_manager_walks_the_whole_card_of_one_client(self):
        self.assertEqual(self.client.manager_id, self.manager)
        self.start_tour(
            "/odoo/bank-clients", "bank_whole_card", login=self.manager.login
        )
        deal = self.env["crm.lead"].search([("preapproved_id", "!=", False)])
        self.assertEqual(deal.partner_id, self.client)
        self.assertEqual(deal.user_id, self.manager)

    def test_what_other_systems_tell_is_there_once(self):
        head = self.env["res.users"].search([("login", "=", "head")])
        loan = self.client.card_credit_ids.filtered(
            lambda row: row.source_key == "demo-loan-1"
        )
        self.assertEqual(loan.delay_bands, [1, 2, 1, 0, 0])
        self.assertTrue(self.client.card_preapproved_ids)
        self.assertGreater(self.client.with_user(head).card_profit, 0)
        names = ("bank.client.profit", "bank.preapproved.offer", "bank.agreement")
        counts = [self.env[name].search_count([]) for name in names]
        self.importer._import_folder(self.folder, again=True)
        self.assertEqual([self.env[name].search_count([]) for name in names], counts)
