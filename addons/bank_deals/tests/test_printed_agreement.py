# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from docx import Document

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DealCommon

LINES = ("Agreement with {{ client.name }}", "{{ product }}, {{ amount }}")


@tagged("post_install", "-at_install")
class TestPrintedAgreement(DealCommon):
    """The agreement is printed from the dossier of its deal, by the bank's template."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env["bank.document.template"].create(
            {
                "name": "Agreement",
                "model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "kind": "deal_agreement",
                "type_id": cls.env.ref("bank_crm_core.bank_document_type_letter").id,
                "content": cls._make_docx(),
                "file_name": "agreement.docx",
            }
        )
        cls.template.action_start()

    @classmethod
    def _make_docx(cls):
        document = Document()
        for line in LINES:
            document.add_paragraph(line)
        file = io.BytesIO()
        document.save(file)
        return base64.b64encode(file.getvalue())

    def test_the_agreement_of_a_won_deal_is_printed_and_filed(self):
        deal = self._win(self._create_deal())
        paper = self.template._print(deal.with_user(self.manager)).sudo()
        content = base64.b64decode(paper.version_ids.content)
        text = "\n".join(row.text for row in Document(io.BytesIO(content)).paragraphs)
        self.assertIn(f"Agreement with {self.client.name}", text)
        self.assertIn(self.product.name, text)
        self.assertRegex(text, r"100.?000")
        self.assertIn(paper, deal.sudo().document_ids)
        self.assertEqual(paper.source, "printed")

    def test_another_branch_prints_nothing(self):
        deal = self._create_deal()
        with self.assertRaises(AccessError):
            self.template._print(deal.with_user(self.stranger))
