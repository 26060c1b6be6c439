# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from collections import OrderedDict

import lxml.html

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.image import image_data_uri
from odoo.tools.safe_eval import safe_eval, time

from ..tools.barcode import barcode_data_uri
from ..tools.chart import chart_data_uri
from ..tools.fetcher import AssetFetcher
from ..tools.pdf import write_pdf
from ..tools.sheet import SheetWriter

ARTICLE = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' article ')"
    " and @data-oe-model = $model and @data-oe-id]"
)


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    report_type = fields.Selection(
        selection_add=[("bank-xlsx", "XLSX")], ondelete={"bank-xlsx": "cascade"}
    )
    pdf_engine = fields.Selection(
        selection=[("wkhtmltopdf", "wkhtmltopdf"), ("weasyprint", "WeasyPrint")],
        string="PDF Engine",
        required=True,
        default="wkhtmltopdf",
        help="WeasyPrint prints templates that stand in the layout bank_report.layout: "
        "letterhead, page numbers, own fonts, no access to the network.",
    )
    page_numbering = fields.Selection(
        selection=[
            ("record", "Each Record from 1"),
            ("file", "Through the Whole File"),
        ],
        required=True,
        default="record",
    )
    pdf_variant = fields.Selection(
        selection=[
            ("pdf/a-2b", "PDF/A-2b (archive)"),
            ("pdf/a-2u", "PDF/A-2u (archive, text can be extracted)"),
            ("pdf/a-3u", "PDF/A-3u (archive, may carry files)"),
            ("pdf/ua-1", "PDF/UA-1 (accessible)"),
        ],
        string="PDF Standard",
        help="Empty for an ordinary PDF.",
    )

    def _get_readable_fields(self):
        return super()._get_readable_fields() | {"pdf_engine"}

    def report_action(self, docids, data=None, config=True):
        # our letterheads take nothing from the layout that stock asks to configure
        own = self.pdf_engine == "weasyprint"
        action = super().report_action(docids, data=data, config=config and not own)
        if own:
            action["pdf_engine"] = self.pdf_engine
        return action

    # Rendering: stock entry points, taken over for our engine

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Under test too the result is a PDF: nothing outside is needed to make it."""
        report_sudo = self._get_report(report_ref)
        if report_sudo.pdf_engine != "weasyprint":
            return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        res_ids = [res_ids] if isinstance(res_ids, int) else res_ids
        streams = self._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        return streams, "pdf"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """As in stock, a stream per record; one under False if it cannot be split."""
        report_sudo = self._get_report(report_ref)
        if report_sudo.pdf_engine != "weasyprint":
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        # before anything saved is given out again
        self._check_printable(report_sudo, res_ids)
        if not res_ids or len(res_ids) != len(set(res_ids)):
            content = self._print_file(report_sudo, res_ids, data)
            return {False: {"stream": io.BytesIO(content), "attachment": None}}
        streams = self._collect_saved_streams(report_sudo, res_ids)
        missing = [res_id for res_id in res_ids if not streams[res_id]["stream"]]
        if missing:
            html = self._render_bank_html(report_sudo, missing, data)
            parts = self._split_html(report_sudo, html)
            if {res_id for res_id, _html in parts} != set(missing):
                raise UserError(
                    self.env._(
                        "The template of “%(report)s” does not mark where a record "
                        "begins. Let it call bank_report.layout with “doc” set.",
                        report=report_sudo.name,
                    )
                )
            for res_id in missing:
                own = [part for part_id, part in parts if part_id == res_id]
                content = self._write_pdf(report_sudo, own)
                streams[res_id]["stream"] = io.BytesIO(content)
        return streams

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Several records make one file with one set of fonts, unless they are saved.

        What is saved as attachments goes the stock way: a file for each record, then
        glued together.
        """
        report_sudo = self._get_report(report_ref)
        if report_sudo.pdf_engine != "weasyprint":
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        res_ids = [res_ids] if isinstance(res_ids, int) else res_ids
        if report_sudo._saves_attachments() and res_ids:
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        return self._print_file(report_sudo, res_ids, data), "pdf"

    @api.model
    def _render_qweb_html(self, report_ref, docids, data=None):
        """The preview in the browser shows what the file would, to the same people."""
        report_sudo = self._get_report(report_ref)
        if report_sudo.pdf_engine == "weasyprint":
            self._check_printable(report_sudo, docids)
        return super()._render_qweb_html(report_ref, docids, data=data)

    # Own steps

    def _check_printable(self, report_sudo, res_ids):
        """Refuse who lacks the report's groups or may not read one of the records."""
        groups = report_sudo.group_ids
        if groups and not self.env.su and not groups & self.env.user.all_group_ids:
            raise AccessError(
                self.env._(
                    "You may not print “%(report)s”. Ask the administrator for one of "
                    "these roles: %(groups)s.",
                    report=report_sudo.name,
                    groups=", ".join(groups.mapped("full_name")),
                )
            )
        self.env[report_sudo.model].browse(res_ids).check_access("read")

    def _saves_attachments(self):
        return bool(self.attachment) and not self.env.context.get(
            "report_pdf_no_attachment"
        )

    def _collect_saved_streams(self, report_sudo, res_ids):
        """Return the streams by record, filled where an earlier print is to be reused.

        One search for all records; the search runs as the user.
        """
        streams = OrderedDict(
            (res_id, {"stream": None, "attachment": None}) for res_id in res_ids
        )
        if not report_sudo._saves_attachments():
            return streams
        for attachment in self._find_saved(report_sudo, res_ids):
            stream = streams[attachment.res_id]
            stream["attachment"] = attachment
            if report_sudo.attachment_use:
                stream["stream"] = io.BytesIO(attachment.raw)
        return streams

    def _find_saved(self, report_sudo, res_ids):
        """Return the earlier prints of records under the names they would get now."""
        names = {
            record.id: safe_eval(
                report_sudo.attachment, {"object": record, "time": time}
            )
            for record in self.env[report_sudo.model].browse(res_ids)
        }
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", report_sudo.model),
                ("res_id", "in", res_ids),
                ("name", "in", [name for name in names.values() if name]),
            ],
            order="id",
        )
        return attachments.filtered(lambda one: one.name == names[one.res_id])

    def _print_file(self, report_sudo, res_ids, data):
        """Return one PDF (bytes) of the records in the given order."""
        html = self._render_bank_html(report_sudo, res_ids, data)
        parts = [html.decode()]
        if report_sudo.page_numbering == "record":
            parts = [part for _id, part in self._split_html(report_sudo, html)] or parts
        return self._write_pdf(report_sudo, parts)

    def _render_bank_html(self, report_sudo, res_ids, data):
        data = dict(data or {}, report_type="pdf", debug=False)
        reports = self.with_context(debug=False)
        return reports._render_qweb_html(report_sudo, res_ids, data=data)[0]

    @api.model
    def _split_html(self, report_sudo, html):
        """Return a list of (record id, HTML document), one for each article."""
        root = lxml.html.document_fromstring(
            html, parser=lxml.html.HTMLParser(encoding="utf-8")
        )
        articles = root.xpath(ARTICLE, model=report_sudo.model)
        body = root.find("body")
        for child in list(body):
            body.remove(child)
        body.text = None
        parts = []
        for article in articles:
            article.tail = None
            body.append(article)
            page = lxml.html.tostring(
                root, encoding="unicode", doctype="<!DOCTYPE html>"
            )
            parts.append((int(article.get("data-oe-id")), page))
            body.remove(article)
        return parts

    def _write_pdf(self, report_sudo, parts):
        base_url = report_sudo.get_base_url()
        return write_pdf(
            parts,
            AssetFetcher(self.env, base_url),
            base_url,
            page_css=report_sudo._get_page_css(),
            variant=report_sudo.pdf_variant or None,
        )

    def _get_page_css(self):
        """The sheet: size by the paper format, margins only by one of the report's own.

        Those of the company's format leave room for another engine's headers.
        """
        paper = self.get_paperformat()
        rules = []
        if paper.print_page_width and paper.print_page_height:
            rules.append(
                f"size: {paper.print_page_width}mm {paper.print_page_height}mm"
            )
        if own := self.paperformat_id:
            margins = (
                own.margin_top,
                own.margin_right,
                own.margin_bottom,
                own.margin_left,
            )
            rules.append("margin: " + " ".join(f"{margin}mm" for margin in margins))
        return f"@page {{ {'; '.join(rules)} }}"

    def _get_rendering_context(self, report, docids, data):
        """Give templates of our engine their helpers, and options under ``data`` only.

        Stock turns every option that the browser sends into a variable of the template:
        a footer or a title of one's own on the bank's paper. A report model of our
        engine finds the options in ``data["data"]``.
        """
        if report.pdf_engine != "weasyprint":
            return super()._get_rendering_context(report, docids, data)
        options = dict(data or {})
        options.pop("debug", None)
        known = {"data": options, "report_type": options.pop("report_type", "html")}
        values = super()._get_rendering_context(report, docids, known)
        return {**values, **self._get_bank_helpers()}

    @api.model
    def _get_bank_helpers(self):
        """Hook: {name: function} that a template may call; extend with super()."""
        return {
            "barcode": barcode_data_uri,
            "chart": chart_data_uri,
            "get_letterhead": self.env["bank.letterhead"]._get_resolver(),
            "image_data_uri": image_data_uri,
        }

    # Tables

    @api.model
    def _render_bank_xlsx(self, report_ref, res_ids, data=None):
        """Return the file (bytes) and its kind, as every stock renderer does."""
        target = io.BytesIO()
        self._write_bank_xlsx(self._get_report(report_ref), res_ids, data, target)
        return target.getvalue(), "xlsx"

    @api.model
    def _write_bank_xlsx(self, report_sudo, res_ids, data, target):
        """Write the tables of a report into an open file; return the number of rows."""
        self._check_printable(report_sudo, res_ids)
        model = self.env[f"report.{report_sudo.report_name}"]
        docs = self.env[report_sudo.model].browse(res_ids)
        with SheetWriter(target, model._get_currencies()) as writer:
            return sum(
                writer.add_table(title, columns, rows)
                for title, columns, rows in model._get_sheets(docs, data or {})
            )

    def _get_file_name(self, records):
        """Return the name of the printed file without its ending."""
        self.ensure_one()
        if self.print_report_name and len(records) == 1:
            return safe_eval(self.print_report_name, {"object": records, "time": time})
        return self.name
