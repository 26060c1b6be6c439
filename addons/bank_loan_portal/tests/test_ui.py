# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.bank_deals.tools import inquiry_form

from .common import AgentCommon

ADDONS = ("web", "portal", "bank_deals", "bank_loan_pipeline", "bank_loan_portal")


@tagged("post_install", "-at_install")
class TestAgentTour(AgentCommon, TourCase):
    # a telephone of today
    browser_size = "390x844"

    def test_an_agent_enters_an_application_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        modules = self.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        self.seller.lang = "ru_RU"
        # a tour types faster than any person
        with patch.object(inquiry_form, "LEAST_SECONDS", 0):
            self.start_tour(
                "/my/applications",
                "bank_agent_tour",
                login=self.seller.login,
                timeout=200,
            )
        inquiry = self.env["bank.inquiry"].search([("agent_id", "=", self.agent.id)])
        self.assertEqual(inquiry.contact_name, "Гость Новый")
        self.assertEqual(inquiry.amount, 300_000)
