# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.answer_server import AnswerServer
from odoo.addons.bank_base.tests.common import TourCase

from .common import BureauCommon, ScoringCommon
from .test_ui import speak_russian


@tagged("post_install", "-at_install")
class TestJudgedLoanTour(BureauCommon, ScoringCommon, TourCase):
    """Journey 2: from the client's consent to the verdict of an underwriter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # without what the bureau tells he would pass
        cls.application.income_month = 60_000
        cls.beginner = cls._create_user(
            "beginner", "bank_approval.group_approval_underwriter", cls.region
        )
        limits = {cls.beginner: 100_000, cls.underwriter: 1_000_000}
        matrix = cls.env["bank.authority.matrix"].create(
            {
                "name": "Limits",
                "limit_ids": [
                    Command.create({"user_id": user.id, "exposure_limit": limit})
                    for user, limit in limits.items()
                ],
            }
        )
        matrix.action_publish()

    @classmethod
    def _consent(cls, **values):
        """The client is asked in the browser."""
        return cls.env["bank.consent"]

    def _walk(self, tour, user):
        page = f"/odoo/bank-applications/{self.application.id}"
        self.start_tour(page, f"bank_judged_loan_{tour}", login=user.login)
        self.env.invalidate_all()

    def test_from_the_consent_to_another_verdict_in_russian(self):
        speak_russian(self.manager | self.beginner | self.underwriter)
        file = self._bring_file()
        with AnswerServer((200, self._make_answer())) as server:
            self.open_bureau(server, timeout=10, name="Второе бюро")
            self._walk("score", self.manager)
        self._check_report(self.application.credit_report_id)
        self._check_file(file)
        scored = self.application.scoring_result_id
        self.assertEqual(scored.verdict, "refuse")
        self._walk("beyond", self.beginner)
        self.assertEqual(self.application.scoring_result_id, scored)
        self._walk("verdict", self.underwriter)
        result = self.application.scoring_result_id
        self.assertEqual((result.verdict, result.overridden_id), ("review", scored))
        self.assertEqual(
            (result.user_id, result.override_reason),
            (self.underwriter, "Вклад в банке"),
        )

    def _check_report(self, report):
        """It was asked by the consent that the manager has taken before."""
        consent = report.sudo().consent_id
        self.assertEqual(
            (consent.purpose, consent.state, consent.recording),
            ("credit_history", "given", "2026/118"),
        )
        self.assertEqual(
            (consent.partner_id, consent.user_id), (self.client, self.manager)
        )
        self.assertEqual((report.number, report.user_id), ("N-7", self.manager))
        self.assertEqual((report.overdue_total, report.inquiry_count), (1500, 1))

    def _bring_file(self):
        """What another bureau has sent: it knows of lower payments."""
        self.bureau.sequence = 0
        file = self._make_answer("2026-11-19")
        for ours, theirs in ((b"N-7", b"F-3"), (b"18000", b"10000")):
            file = file.replace(ours, theirs)
        self.env["ir.attachment"].with_user(self.manager).create(
            {"name": "answer.xml", "raw": file}
        )
        return file

    def _check_file(self, file):
        """It was read once, and is kept as it came."""
        report = self.application.credit_report_ids.filtered(
            lambda report: report.bureau_id == self.bureau
        )
        self.assertEqual((report.number, report.payment_total), ("F-3", 14_000))
        self.assertEqual(len(report.line_ids), 3)
        kept = report.sudo().document_id.version_ids
        self.assertEqual(base64.b64decode(kept.content), file)
