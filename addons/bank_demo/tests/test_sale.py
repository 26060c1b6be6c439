# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestSale(TransactionCase):
    """What a sale is made with, shown on the deals of the demo manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        people = [f'{900001 + place};"706213";1' for place in range(20)]
        folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer._import_folder(folder)
        manager = cls.env["res.users"].search([("login", "=", "manager")])
        cls.deals = cls.env["crm.lead"].search([("user_id", "=", manager.id)])

    def test_the_sale_is_shown_once(self):
        mortgage = self.deals.filtered(lambda deal: deal.facility_ids)
        self.assertEqual(mortgage.product_id.code, "mortgage")
        waiting = self.deals.filtered(lambda deal: deal.clock_state == "running")
        self.assertEqual(waiting.product_id.code, "consumer_loan")
        self.assertEqual(waiting.product_id.hurdle, 2)
        self.assertTrue(self.env["bank.territory"].search_count([]))
        self.importer._load_sale({})
        self.assertEqual(len(mortgage.facility_ids), 1)
