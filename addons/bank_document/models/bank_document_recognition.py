# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists, table_exists

from ..tools import recognise
from ..tools.extract import tidy
from .bank_document_text import MAX_LENGTH

_logger = logging.getLogger(__name__)

# of one file; what lies behind them is not recognised, and that is said
MAX_PAGES = 50
# of files in one run; the rest waits for the next
MOST = 1000
# pages that fail: the others would as well
MAX_FAILED = 3
# what the server lacks: its administrator can add it, and the scan waits for that
LACKS = ("program", "language", "library")
STATES = [
    ("waiting", "Waits"),
    ("done", "Read"),
    ("part", "Read in Part"),
    ("failed", "Not Read"),
]


class BankDocumentText(models.Model):
    """Words of scans: recognised in the background, page by page, one file by one.

    The words found before stay until the file is through; where the server stops in
    between, the reading goes on with the page it had reached.
    """

    _inherit = "bank.document.text"

    recognition = fields.Selection(selection=STATES)
    problem = fields.Char(help="Code of what went wrong or is missing.")
    draft = fields.Text(prefetch=False, help="What was read so far.")
    page_next = fields.Integer()
    page_count = fields.Integer()
    pages_read = fields.Integer()
    pages_failed = fields.Integer()
    recognised_words = fields.Integer()
    certainty = fields.Float(help="Mean certainty of the recognised words, percent.")

    _waiting_idx = models.Index("(id) WHERE recognition = 'waiting'")

    def _auto_init(self):
        """Scans that were brought before they could be read are read as well."""
        is_first = table_exists(self.env.cr, self._table) and not column_exists(
            self.env.cr, self._table, "recognition"
        )
        result = super()._auto_init()
        if is_first:
            self._await_all()
        return result

    @api.model
    def _await_all(self):
        """Let all files wait of which nothing but the name is known."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_document_text t SET recognition = 'waiting'
                  FROM bank_document_version v
                 WHERE v.id = t.version_id AND v.mimetype IN %(kinds)s
                   AND t.recognition IS NULL
                   AND btrim(substr(t.content, strpos(t.content, %(end)s)),
                             %(blanks)s) = ''
                """,
                kinds=(recognise.PDF, *recognise.PICTURES),
                end="\n",
                blanks=" \n",
            )
        )

    @api.model
    def _cron_recognise(self):
        """Read the scans that wait; one that fails stops no other."""
        domain = Domain("recognition", "=", "waiting")
        waiting = self.sudo().search(domain, order="id", limit=MOST)
        lack = waiting and recognise.find_problem()
        if lack:
            self.sudo().search(domain & Domain("problem", "!=", lack)).problem = lack
            return
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(waiting))
        for left, row in zip(range(len(waiting) - 1, -1, -1), waiting, strict=True):
            while row._recognise_or_note():
                if not progress(1, remaining=left + 1):
                    return
            if not progress(1, remaining=left):
                return

    def _recognise_or_note(self):
        """Read one page more; True while there are others."""
        if not self.exists():  # destroyed meanwhile
            return False
        try:
            with self.env.cr.savepoint():
                goes_on = self._recognise_step()
                self.env.flush_all()
                return goes_on
        except Exception:
            self.env.invalidate_all()
            _logger.exception("The scan of version %s cannot be read", self.version_id)
            self.write({"recognition": "failed", "problem": "damaged", "draft": False})
            return False

    def _recognise_step(self):
        step = recognise.read_step(
            self._read_file(),
            self.version_id.mimetype,
            self.page_next,
            self.pages_read < MAX_PAGES and self.pages_failed < MAX_FAILED,
        )
        if step.problem in LACKS:
            self.problem = step.problem
            return False
        self.write(self._prepare_step(step))
        if step.page_next is not None:
            return True
        self._finish_recognition()
        return False

    def _read_file(self):
        """Return the file as it came; the job reads it, nobody is shown it."""
        domain = [
            ("res_model", "=", self.version_id._name),
            ("res_field", "=", "content"),
            ("res_id", "=", self.version_id.id),
        ]
        return self.env["ir.attachment"].sudo().search(domain, limit=1).raw or b""

    def _prepare_step(self, step):
        words = self.recognised_words + step.word_count
        certainty = self.certainty * self.recognised_words + step.certainty
        draft = tidy("\n\n".join(filter(None, (self.draft, step.text))))
        known = self.problem if self.problem not in LACKS else False
        return {
            "draft": draft[:MAX_LENGTH],
            "page_next": step.page_next or 0,
            "page_count": step.page_count or self.page_count,
            "pages_read": self.pages_read + step.is_read,
            "pages_failed": self.pages_failed + bool(step.problem),
            "recognised_words": words,
            "certainty": certainty / words if words else 0,
            "problem": known or step.problem,
        }

    def _finish_recognition(self):
        """Put what was read in the place of what was known, and say how it went."""
        problem = self.problem
        if not problem and self.pages_read >= MAX_PAGES:
            problem = self.pages_read < self.page_count and "limit"
        elif not problem and self.pages_read and not self.recognised_words:
            problem = "empty"
        name, _end, known = self.content.partition("\n")
        # a file that could not be read to its end keeps what was known of it
        parts = [known if problem else "", self.draft or ""]
        text = "\n".join(filter(None, parts)) or known
        self.write(
            {
                "recognition": self._get_outcome(problem),
                "problem": problem,
                "content": f"{name}\n{text}"[:MAX_LENGTH],
                "draft": False,
            }
        )

    def _get_outcome(self, problem):
        if self.recognised_words:
            return "part" if problem else "done"
        # a file whose pages have words of their own was no scan
        return "failed" if problem else False


class BankDocument(models.Model):
    _inherit = "bank.document"

    recognition = fields.Selection(
        selection=STATES,
        string="Words of the Scan",
        compute="_compute_recognition",
        exportable=False,
    )
    recognition_note = fields.Char(compute="_compute_recognition", exportable=False)

    @api.depends("version_id")
    @api.depends_context("lang")
    def _compute_recognition(self):
        """Say what is known of the words of a scan to who reads the paper."""
        rows_sudo = self.env["bank.document.text"].sudo()
        rows_sudo = rows_sudo.search_fetch(
            [
                ("version_id", "in", self.version_id.ids),
                ("recognition", "!=", False),
            ],
            ["version_id", "recognition", "problem", "pages_read", "certainty"],
        )
        by_version = {row.version_id.id: row for row in rows_sudo}
        for paper in self:
            row = by_version.get(paper.version_id.id)
            paper.recognition = row and row.recognition
            paper.recognition_note = row and paper._describe_recognition(row)

    @api.model
    def _describe_recognition(self, row):
        problem = self._get_recognition_problems().get(row.problem, "")
        if row.recognition == "waiting":
            return problem or self.env._(
                "The words of this scan are not read yet: that is done in the "
                "background."
            )
        if row.recognition == "failed":
            text = self.env._("No words could be read from this scan.")
        else:
            text = self.env._(
                "Recognised from a scan, pages: %(count)s, certainty: %(percent)s %%. "
                "Compare with the original.",
                count=row.pages_read,
                percent=round(row.certainty),
            )
        return f"{text} {problem}".strip()

    @api.model
    def _get_recognition_problems(self):
        """``{code: sentence}`` of what the server lacks or a file is like."""
        return {
            "program": self.env._(
                "Scans are not read on this server: its administrator installs the "
                "packages tesseract-ocr and tesseract-ocr-rus."
            ),
            "language": self.env._(
                "Scans are not read on this server: its administrator installs the "
                "package tesseract-ocr-rus."
            ),
            "library": self.env._(
                "Scans in PDF are not read on this server: its administrator installs "
                "the Python library pypdfium2."
            ),
            "limit": self.env._(
                "Only the first %(count)s pages were recognised.", count=MAX_PAGES
            ),
            "timeout": self.env._("Reading a page took too long."),
            "pixels": self.env._("A page is too large a picture."),
            "encrypted": self.env._("The file has a password."),
            "damaged": self.env._("The file or a page of it is damaged."),
            "empty": self.env._("There are none."),
        }
