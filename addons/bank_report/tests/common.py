# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

from odoo.tests import new_test_user
from odoo.tools.pdf import PdfFileReader

from odoo.addons.base.tests.common import BaseCommon

TEMPLATE = """
<t t-name="bank_report.test_report">
    <t t-call="bank_report.document">
        <t t-foreach="docs" t-as="doc">
            <t t-call="bank_report.layout">
                <t t-set="branch" t-value="doc" />
                <t t-set="title">Выписка по договорам</t>
                <t t-set="subtitle" t-value="doc.name" />
                %s
            </t>
        </t>
    </t>
</t>
"""


class BankReportCommon(BaseCommon):
    """A report on branches: the only documents this addon can count on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.view = cls.env["ir.ui.view"].create(
            {
                "name": "Test",
                "type": "qweb",
                "key": "bank_report.test_report",
                "arch": TEMPLATE % "<p>Тело</p>",
            }
        )
        cls.report = cls.env["ir.actions.report"].create(
            {
                "name": "Test",
                "model": "bank.branch",
                "report_name": "bank_report.test_report",
                "pdf_engine": "weasyprint",
            }
        )
        cls.branches = cls.env["bank.branch"].create(
            [{"name": f"Branch {code}", "code": f"T{code}"} for code in range(3)]
        )
        cls.employee = new_test_user(
            cls.env, login="printing_clerk", groups="bank_base.group_bank_user"
        )

    @classmethod
    def _set_body(cls, body):
        cls.view.arch = TEMPLATE % body

    def _print(self, records, user=None, **data):
        reports = self.env["ir.actions.report"]
        if user:
            reports = reports.with_user(user)
        content, kind = reports._render_qweb_pdf(self.report, records.ids, data=data)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF-"))
        return content

    def _read_pages(self, content):
        """Return the text of each page, spaces folded."""
        reader = PdfFileReader(io.BytesIO(content))
        pages = [reader.getPage(number) for number in range(reader.getNumPages())]
        return [" ".join(page.extract_text().split()) for page in pages]
