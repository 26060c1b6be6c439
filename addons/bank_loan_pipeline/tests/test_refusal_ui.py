# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_deal_answer_ui import AnswerCommon
from .test_refusal import RefusalCommon
from .test_ui import ADDONS


@tagged("post_install", "-at_install")
class TestRefusalTour(RefusalCommon, AnswerCommon, TourCase):
    """Journey 5: refused, told to the client, the deal lost, the reasons analysed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lost = cls._create_deal(name="Ремонт", amount=200_000, term_months=12)
        cls.lost.action_next_stage()
        cls.application = cls.lost.application_ids.with_user(cls.manager)
        cls.application.purpose = "Ремонт"

    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_document")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        (self.manager | self.underwriter | self.head).lang = "ru_RU"

    def _walk(self, tour, user, page):
        self.start_tour(page, f"bank_loan_refusal_{tour}", login=user.login)
        self.env.invalidate_all()

    def test_from_the_refusal_to_its_analysis_in_russian(self):
        self._speak_russian()
        application = self.application
        self._send(application)
        self._walk("decision", self.underwriter, "/odoo/my-decisions")
        self.assertEqual(application.approval_state, "rejected")
        own = f"/odoo/bank-applications/{application.id}"
        self._walk("tour", self.manager, own)
        self.assertEqual(application.refusal_ids.reason_id, self.burden)
        self.assertTrue(application.date_refusal_told)
        self.assertEqual(application.bureau_number, "77")
        reason = self.env.ref("bank_loan_pipeline.crm_lost_reason_refused")
        self.assertEqual(self.lost.won_status, "lost")
        self.assertEqual(self.lost.lost_reason_id, reason)
        self._walk("analysis", self.head, "/odoo/bank-refusals")
