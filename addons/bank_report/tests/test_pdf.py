# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from functools import partial

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankReportCommon

LONG_BODY = """
    <table>
        <thead><tr><th>Дата</th><th>Сумма</th></tr></thead>
        <tbody>
            <tr t-foreach="range(60)" t-as="number">
                <td>22.11.2026</td><td t-out="number" />
            </tr>
        </tbody>
    </table>
"""


@tagged("post_install", "-at_install")
class TestPdf(BankReportCommon):
    def test_one_record(self):
        pages = self._read_pages(self._print(self.branches[0]))
        self.assertEqual(len(pages), 1)
        self.assertIn("Выписка по договорам", pages[0])
        self.assertIn("Branch 0", pages[0])
        self.assertIn("Page 1 of 1", pages[0])

    def test_pages_restart_with_each_record(self):
        self._set_body(LONG_BODY)
        pages = self._read_pages(self._print(self.branches[:2]))
        self.assertEqual(len(pages), 4)
        for page, number in zip(pages, (1, 2, 1, 2), strict=True):
            self.assertIn(f"Page {number} of 2", page)
        self.assertIn("Branch 1", pages[2])

    def test_pages_continue_through_the_file(self):
        self._set_body(LONG_BODY)
        self.report.page_numbering = "file"
        pages = self._read_pages(self._print(self.branches[:2]))
        for number, page in enumerate(pages, start=1):
            self.assertIn(f"Page {number} of 4", page)
        self.assertIn("Branch 1", pages[2])
        self.assertNotIn("Branch 1", pages[1])

    def test_head_of_table_and_title_are_repeated(self):
        self._set_body(LONG_BODY)
        first, second = self._read_pages(self._print(self.branches[0]))
        self.assertIn("Дата", second)
        # first page: in the heading only; second page: in the running head
        self.assertEqual(first.count("Выписка по договорам"), 1)
        self.assertEqual(second.count("Выписка по договорам"), 1)

    def test_fonts_are_own_and_embedded(self):
        content = self._print(self.branches[0])
        page = PdfFileReader(io.BytesIO(content)).getPage(0)
        fonts = [font.getObject() for font in page["/Resources"]["/Font"].values()]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertIn("Bank-Sans", font["/BaseFont"])
            descendant = font["/DescendantFonts"][0].getObject()
            descriptor = descendant["/FontDescriptor"].getObject()
            self.assertTrue({"/FontFile2", "/FontFile3"} & descriptor.keys())

    def test_paper_format(self):
        self.report.paperformat_id = self.env["report.paperformat"].create(
            {"name": "A5", "format": "A5", "orientation": "Landscape"}
        )
        page = PdfFileReader(io.BytesIO(self._print(self.branches[0]))).getPage(0)
        points = [round(float(side)) for side in page.mediaBox[2:]]
        self.assertEqual(points, [595, 420])

    def test_archive_standard(self):
        self.report.pdf_variant = "pdf/a-2b"
        content = self._print(self.branches[:2])
        root = PdfFileReader(io.BytesIO(content)).trailer["/Root"]
        self.assertIn("/OutputIntents", root)
        metadata = root["/Metadata"].getObject().getData().decode()
        self.assertIn("pdfaid", metadata)
        self.assertEqual(len(self._read_pages(content)), 2)

    def test_streams_for_callers_of_the_stock_hook(self):
        streams = self.env["ir.actions.report"]._render_qweb_pdf_prepare_streams(
            self.report, {}, self.branches.ids
        )
        self.assertEqual(list(streams), self.branches.ids)
        for branch in self.branches:
            content = streams[branch.id]["stream"].getvalue()
            self.assertIn(branch.name, self._read_pages(content)[0])

    def test_attachments_are_saved_and_reused(self):
        self.report.write(
            {"attachment": "object.code + '.pdf'", "attachment_use": True}
        )
        self._print(self.branches[:2])
        domain = [
            ("res_model", "=", "bank.branch"),
            ("res_id", "in", self.branches.ids),
        ]
        saved = self.env["ir.attachment"].search(domain, order="name")
        self.assertEqual(saved.mapped("name"), ["T0.pdf", "T1.pdf"])
        self._set_body("<p>Иное</p>")
        pages = self._read_pages(self._print(self.branches))
        self.assertEqual(len(pages), 3)
        self.assertEqual(["Иное" in page for page in pages], [False, False, True])
        self.assertEqual(self.env["ir.attachment"].search_count(domain), 3)
        self.report.attachment_use = False
        self.assertIn("Иное", self._read_pages(self._print(self.branches[0]))[0])

    def test_attachment_needs_marked_records(self):
        self.report.attachment = "object.code + '.pdf'"
        self.view.arch = '<t t-name="t"><html><body><p>x</p></body></html></t>'
        with self.assertRaisesRegex(UserError, "bank_report.layout"):
            self._print(self.branches[0])

    def test_same_record_twice(self):
        twice = self.branches[0].ids * 2
        content = self.env["ir.actions.report"]._render_qweb_pdf(self.report, twice)[0]
        self.assertEqual(len(self._read_pages(content)), 2)

    def test_wkhtmltopdf_is_never_asked(self):
        reports = self.env.registry["ir.actions.report"]
        self.patch(reports, "get_wkhtmltopdf_state", lambda self: self.fail())
        self.patch(reports, "_run_wkhtmltopdf", lambda self, *args, **kw: self.fail())
        self._print(self.branches)

    def test_stock_engine_is_left_alone(self):
        self.report.pdf_engine = "wkhtmltopdf"
        self.view.arch = '<t t-name="t"><html><body><p>x</p></body></html></t>'
        _content, kind = self.env["ir.actions.report"]._render_qweb_pdf(
            self.report, self.branches.ids
        )
        self.assertEqual(kind, "html", "stock turns PDF into HTML under test")

    def test_action_tells_the_engine(self):
        action = self.report.report_action(self.branches)
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(action["pdf_engine"], "weasyprint")
        self.assertIn("pdf_engine", self.report._get_readable_fields())

    def test_groups_of_the_report_are_checked_on_the_server(self):
        self._print(self.branches[0], user=self.employee)
        self.report.group_ids = self.env.ref("bank_base.group_bank_auditor")
        with self.assertRaisesRegex(AccessError, "Auditor"):
            self._print(self.branches[0], user=self.employee)
        reports = self.env["ir.actions.report"].with_user(self.employee)
        with self.assertRaises(AccessError):
            reports._render_qweb_html(self.report, self.branches.ids)

    def test_saved_copy_is_not_given_to_everybody(self):
        self.report.write(
            {"attachment": "object.code + '.pdf'", "attachment_use": True}
        )
        self._print(self.branches[0])
        self.report.group_ids = self.env.ref("bank_base.group_bank_auditor")
        with self.assertRaises(AccessError):
            self._print(self.branches[0], user=self.employee)

    def test_unreadable_record_is_not_printed(self):
        self.view.arch = '<t t-name="t"><html><body><p>x</p></body></html></t>'
        company = self.env["res.company"].create({"name": "Other bank"})
        branch = self.env["bank.branch"].create(
            {"name": "Foreign", "code": "F", "company_id": company.id}
        )
        with self.assertRaises(AccessError):
            self._print(self.branches[0] + branch, user=self.employee)

    def test_options_of_the_browser_are_no_variables(self):
        self._set_body("<p t-out=\"data['period']\" />")
        forged = {"footer": "Forged", "running_title": "Forged", "head": {"name": "X"}}
        content = self._print(self.branches[0], period="2026", docs=[], **forged)
        page = self._read_pages(content)[0]
        self.assertIn("2026", page)
        self.assertIn("Branch 0", page)
        self.assertNotIn("Forged", page)

    def test_queries_do_not_grow_with_records(self):
        more = self.env["bank.branch"].create(
            [{"name": f"More {code}", "code": f"M{code}"} for code in range(50)]
        )
        counts = []
        for records in (more[0], more):
            draw = partial(self._print, records, user=self.employee)
            counts.append(count_queries(self.env, draw))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 20)
