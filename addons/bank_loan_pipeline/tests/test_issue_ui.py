# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_issue import IssueCommon
from .test_ui import speak_russian


@tagged("post_install", "-at_install")
class TestIssueTour(IssueCommon, TourCase):
    def test_from_the_decision_to_the_agreement_in_russian(self):
        speak_russian(self.manager)
        deal = self._create_ready_deal()
        application = self._approve(deal)
        self.start_tour(
            f"/odoo/action-bank_loan_pipeline.bank_application_action/{application.id}",
            "bank_issue_tour",
            login=self.manager.login,
            timeout=180,
        )
        self.assertEqual(deal.won_status, "won")
        self.assertEqual(len(self._read_messages(deal.agreement_ids)), 1)
