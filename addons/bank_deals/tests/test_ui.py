# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealTour(DealCommon, HttpCase):
    def test_from_the_card_to_a_won_deal_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        self.start_tour(
            "/odoo/bank-clients", "bank_deal_tour", login=self.manager.login
        )
        deal = self.env["crm.lead"].search([("partner_id", "=", self.client.id)])
        self.assertEqual(deal.won_status, "won")
        self.assertEqual(deal.agreement_ids.amount, 100_000)
        self.assertTrue(
            self.env["bank.decision"].search_count(
                [("kind", "=", "deal_won"), ("res_id", "=", deal.id)]
            )
        )
