# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import LoanCommon

ADDONS = (
    "mail",
    "web",
    "bank_base",
    "bank_crm_core",
    "bank_deals",
    "bank_approval",
    "bank_loan_pipeline",
)


@tagged("post_install", "-at_install")
class TestLoanTour(LoanCommon, HttpCase):
    def test_from_the_deal_to_the_underwriter_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        modules = self.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        self.env["bank.product"].search([("id", "!=", self.product.id)]).active = False
        self._create_product(name="Cheap", code="t_cheap", rate=15, day_count="30/360")
        self._create_product(name="Small", code="t_small", rate=10, amount_max=50_000)
        self.start_tour(
            f"/odoo/action-bank_deals.crm_lead_action_deals/{self.deal.id}",
            "bank_loan_tour",
            login=self.manager.login,
        )
        application = self.deal.application_ids
        self.assertEqual(application.purpose, "Ремонт")
        self.assertEqual(application.product_id.name, "Cheap")
        self.assertEqual(application.approval_state, "pending")
