# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import ResponseCommon


@tagged("post_install", "-at_install")
class TestResponseTour(ResponseCommon, TourCase):
    """A manager begins a deal from a response, in a browser, in Russian."""

    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = ("mail", "web", "mass_mailing", "bank_base", "bank_crm_core")
        names += ("bank_core_mass_mailing", "bank_deals", "bank_deals_mass_mailing")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"], overwrite=True)
        self.manager.lang = self.client.lang = "ru_RU"

    def test_a_response_becomes_a_deal_in_russian(self):
        self._speak_russian()
        trace = self._mail(subject="Кредит под 12 %")[self.client]
        self._click(trace)
        self.start_tour(
            "/odoo/bank-responses",
            "bank_mailing_response",
            login=self.manager.login,
            timeout=180,
        )
        deal = self.env["crm.lead"].search([("begun_from_id", "=", trace.id)])
        self.assertEqual(deal.begun_from, trace)
        self.assertEqual(deal.user_id, self.manager)
