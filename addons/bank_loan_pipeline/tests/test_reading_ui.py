# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import date

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .papers_common import PapersCommon
from .test_papers import make_docx
from .test_reading import POLICY
from .test_ui import speak_russian


@tagged("post_install", "-at_install")
class TestReadingTour(PapersCommon, TourCase):
    def test_a_paper_is_read_in_russian(self):
        speak_russian(self.manager)
        self.client.inn = "500100732259"
        kind = self.env.ref("bank_loan_pipeline.bank_document_type_insurance_policy")
        kind.extensions = "docx, pdf"
        paper = (
            self.env["bank.document"]
            .with_user(self.manager)
            .create(
                {
                    "res_model": "bank.application",
                    "res_id": self.application.id,
                    "type_id": kind.id,
                }
            )
        )
        paper._add_version(base64.b64decode(make_docx(POLICY)), "policy.docx")
        self.start_tour(
            f"/odoo/bank.document/{paper.id}",
            "bank_reading_tour",
            login=self.manager.login,
            timeout=180,
        )
        self.assertEqual(paper.date_expiry, date(2027, 11, 30))
        self.assertEqual(
            [fact["code"] for fact in paper.facts], ["number", "date_expiry"]
        )
