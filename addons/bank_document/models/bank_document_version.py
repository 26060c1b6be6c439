# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.extract import extract_words
from ..tools.upload import inspect_upload

_logger = logging.getLogger(__name__)
FILES = ("content", "pdf")


class BankDocumentVersion(models.Model):
    """A file as it came: by whom, when, what. The row is written once.

    The content is a file beside it; when it is destroyed at the end of its term, the
    row stays with its hash and proves what had been there.
    """

    _name = "bank.document.version"
    _description = "Version of a Paper"
    _inherit = ["bank.append.only.mixin"]
    _order = "number desc, id desc"
    _rec_name = "file_name"
    _access_logged = True

    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(string="Version", required=True, readonly=True)
    file_name = fields.Char(string="File", required=True, readonly=True)
    mimetype = fields.Char(string="Kind of File", required=True, readonly=True)
    size = fields.Integer(string="Size, Bytes", required=True, readonly=True)
    sha256 = fields.Char(string="Hash", required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Uploaded By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Uploaded On", required=True, readonly=True)
    content = fields.Binary(attachment=True, readonly=True)
    pdf = fields.Binary(string="As PDF", attachment=True, readonly=True)
    has_pdf = fields.Boolean(string="PDF", readonly=True)

    _number_uniq = models.UniqueIndex("(document_id, number)")

    # Access: as the paper

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        query = super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
        if not (self.env.su or bypass_access or query.is_empty()):
            papers = self.env["bank.document"]._search(Domain.TRUE)
            readable = Domain("document_id", "in", papers).optimize_full(self)
            query.add_where(readable._to_sql(self, query.table, query))
        return query

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        rest = self - result[0] if result else self
        papers = rest.sudo().document_id.with_env(self.env)._filtered_access("read")
        closed = rest.filtered(
            lambda version: version.sudo().document_id.id not in papers.ids
        )
        if not closed:
            return result
        if result:
            closed |= result[0]
        return closed, lambda: self.env["ir.rule"]._make_access_error(operation, closed)

    @api.model
    def _get_access_log_client(self, alias):
        return self._get_paper_sql(
            alias, self.env["bank.document"]._get_access_log_client("p")
        )

    @api.model
    def _get_access_log_condition(self, alias):
        return self._get_paper_sql(
            alias, self.env["bank.document"]._get_access_log_condition("p")
        )

    def _get_paper_sql(self, alias, value):
        return SQL(
            "(SELECT %s FROM bank_document p WHERE p.id = %s)",
            value,
            SQL.identifier(alias, "document_id"),
        )

    # The one way in

    @api.model_create_multi
    def create(self, vals_list):
        """Check and store files; screen, RPC and import all come here.

        Only the paper, the name of the file and its content are taken from the caller.
        """
        versions = self.browse()
        for vals in vals_list:
            paper = self.env["bank.document"].browse(vals.get("document_id") or [])
            content = self._decode(vals.get("content"))
            versions |= paper._add_version(content, vals.get("file_name"))
        return versions

    @api.model
    def _decode(self, content):
        try:
            return base64.b64decode(content or b"", validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise UserError(
                self.env._("The file did not arrive whole. Upload it again.")
            ) from error

    @api.model
    def _add(self, paper, content, file_name, report, pdf=None):
        """Insert a version whose right and content the caller has checked."""
        last = self.sudo().search([("document_id", "=", paper.id)], limit=1)
        (version_id,) = self._insert(
            [
                {
                    "document_id": paper.id,
                    "number": last.number + 1,
                    "file_name": file_name,
                    "mimetype": report.mimetype,
                    "size": report.size,
                    "sha256": report.sha256,
                    "user_id": self.env.uid,
                    "date": fields.Datetime.to_string(fields.Datetime.now()),
                    "has_pdf": bool(pdf),
                }
            ]
        )
        paper.invalidate_recordset(["version_ids", "version_count"])
        version = self.browse(version_id)
        version._store_file("content", content, file_name, report.mimetype)
        if pdf:
            name = file_name.rsplit(".", 1)[0] + ".pdf"
            version._store_file("pdf", pdf, name, "application/pdf")
        version._store_text(content, report.mimetype)
        return version

    def _store_file(self, field, content, file_name, mimetype):
        # access was checked by the caller; only we put files on a version
        self.env["ir.attachment"].sudo()._create_for_version(
            {
                "name": file_name,
                "res_model": self._name,
                "res_field": field,
                "res_id": self.id,
                "type": "binary",
                "raw": content,
                "mimetype": mimetype,
            }
        )

    def _store_text(self, content, mimetype):
        """Keep the words for searching; a file without words is no error."""
        try:
            text, is_scan = extract_words(content, mimetype)
        except Exception:
            _logger.warning("No text could be read from version %s", self.id)
            return
        self.env["bank.document.text"]._store(self, text, is_scan)

    def action_open_file(self):
        """Show the file in a window of its own; reading it is noted as it is sent."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/bank.document.version/{self.id}/content",
            "target": "new",
        }

    def action_open_pdf(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/bank.document.version/{self.id}/pdf",
            "target": "new",
        }


class BankDocument(models.Model):
    _inherit = "bank.document"

    def _add_version(self, content, file_name, pdf=None):
        """Check a file and make it the last version of this paper.

        :param bytes content: the file as it is
        :raise UserError: what is wrong with the file, in sentences
        """
        self.ensure_one()
        self.check_access("read")
        self._check_upload()
        self._check_open()
        file_name = self._clean_file_name(file_name)
        # limits are settings of the type, whoever uploads
        report = inspect_upload(content, file_name, self.sudo().type_id._get_policy())
        if report.problems:
            raise UserError(self._describe_problems(report))
        # one writer at a time: two must not give the same number
        self.sudo().lock_for_update()
        version = self.env["bank.document.version"]._add(
            self, content, file_name, report, pdf
        )
        self._receive(version)
        return version

    def _receive(self, version):
        """Begin anew with a version: what was judged was another file."""
        self.sudo()._transition(
            "received",
            version_id=version.id,
            user_id=self.env.uid,
            date_received=version.date,
            judge_id=False,
            date_judged=False,
            reason=False,
        )

    def _check_open(self):
        if self.state in ("withdrawn", "destroyed"):
            raise UserError(
                self.env._(
                    "“%(name)s” is withdrawn. Add a new paper instead.",
                    name=self.display_name,
                )
            )

    @api.model
    def _clean_file_name(self, file_name):
        """Return a file name without folders and control characters."""
        name = str(file_name or "").replace("\\", "/").rsplit("/", 1)[-1]
        name = "".join(letter for letter in name if letter.isprintable()).strip()
        if not name:
            raise UserError(self.env._("The file has no name."))
        return name[-200:]

    def _describe_problems(self, report):
        """Return what is wrong with a file in sentences."""
        sentences = self._get_type_problems() | self._get_content_problems()
        codes = dict.fromkeys(problem.code for problem in report.problems)
        return "\n".join(sentences.get(code, code) for code in codes)

    def _get_type_problems(self):
        """What the type of this paper does not take: ``{code: sentence}``."""
        names = ", ".join(self.sudo().type_id._get_extensions())
        return {
            "too_large": self.env._(
                "The file is larger than %(size)s MB. Scan it with a lower resolution.",
                size=self.sudo().type_id.max_size_mb,
            ),
            "unknown_type": self.env._(
                "It cannot be told what this file is. Allowed: %(types)s.", types=names
            ),
            "type_not_allowed": self.env._(
                "Such files are not taken here. Allowed: %(types)s.", types=names
            ),
            "type_mismatch": self.env._(
                "The content is not what the name of the file says."
            ),
        }

    def _get_content_problems(self):
        """What no paper may be made of: ``{code: sentence}``."""
        return {
            "empty": self.env._("The file is empty."),
            "macros": self.env._("The file contains macros. Save it without them."),
            "archive": self.env._(
                "Archives are not taken here. Upload the files one by one."
            ),
            "archive_bomb": self.env._("The archive is dangerous and is not unpacked."),
            "encrypted": self.env._("The file has a password. Save it without one."),
            "active_content": self.env._(
                "The file contains scripts or embedded objects. Print it to PDF anew."
            ),
            "damaged": self.env._("The file is damaged. Save or scan it again."),
        }
