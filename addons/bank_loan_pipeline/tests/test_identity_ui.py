# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .test_identity import IdentityCommon
from .test_ui import speak_russian


@tagged("post_install", "-at_install")
class TestIdentityTour(IdentityCommon, HttpCase):
    def test_a_deposit_begins_with_who_sits_there_in_russian(self):
        speak_russian(self.manager)
        self.start_tour(
            f"/odoo/action-bank_deals.crm_lead_action_deals/{self.deposit.id}",
            "bank_identity_tour",
            login=self.manager.login,
            timeout=200,
        )
        self.assertEqual(self.deposit.identity_verdict, "confirmed")
        application = self.deposit.application_ids
        self.assertEqual(
            application.process_id,
            self.env.ref("bank_loan_pipeline.bank_application_process_deposit_person"),
        )
        self.assertFalse(application._get_next_stage())
