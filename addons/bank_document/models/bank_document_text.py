# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# an index takes a megabyte of words at most: this much text never has more
MAX_LENGTH = 200_000


class BankDocumentText(models.Model):
    """The words of a version, for searching only; they go with its content."""

    _name = "bank.document.text"
    _description = "Words of a Paper"
    _log_access = False

    version_id = fields.Many2one(
        comodel_name="bank.document.version",
        required=True,
        index=True,
        ondelete="restrict",
    )
    document_id = fields.Many2one(
        comodel_name="bank.document", required=True, index=True, ondelete="restrict"
    )
    # long: never fetched with the rest
    content = fields.Text(required=True, prefetch=False)

    _content_idx = models.Index("USING gin (words)")

    def _add_sql_constraints(self):
        """Keep the words apart as well, in a column that the database fills itself: a
        word of nearly all papers is faster read from there than from an index, and
        parsing the texts anew for it took seconds.
        """
        self.env.cr.execute(
            """
            ALTER TABLE bank_document_text ADD COLUMN IF NOT EXISTS words tsvector
            GENERATED ALWAYS AS (to_tsvector('russian'::regconfig, content)) STORED
            """
        )
        return super()._add_sql_constraints()

    @api.model
    def _store(self, version, text, is_scan=False):
        """Keep the words of a version together with the name of its file."""
        words = f"{version.file_name.replace('_', ' ')}\n{text or ''}"
        # nobody has a right to this table: it is reached by searching papers only
        self.sudo().create(
            {
                "version_id": version.id,
                "document_id": version.document_id.id,
                "content": words.replace("\x00", " ")[:MAX_LENGTH],
                "recognition": is_scan and "waiting",
            }
        )
        if is_scan:
            # left to the background: nobody waits for it
            self.env.ref("bank_document.ir_cron_recognise").sudo()._trigger()


class BankDocument(models.Model):
    _inherit = "bank.document"

    text_search = fields.Char(
        string="Search in Text",
        compute="_compute_text_search",
        search="_search_text_search",
        exportable=False,
    )

    def _compute_text_search(self):
        self.text_search = False

    def _search_text_search(self, operator, value):
        """Find papers by words of their name, their files and what stands in them.

        Whoever searches finds what he may read: the access of papers is joined to
        every search of them.
        """
        if operator not in ("ilike", "like", "="):
            return NotImplemented
        if not isinstance(value, str) or not value.strip():
            return Domain.FALSE
        found = self._prepare_found(value)

        def to_sql(_model, alias, _query):
            # one list of both: with OR the names of all papers would be read
            return SQL("%s IN (%s)", SQL.identifier(alias, "id"), found)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _prepare_found(self, value):
        """Return SQL of the ids of all papers, seen or not, in which the words are."""
        named = self.sudo().with_context(active_test=False)
        return SQL(
            "%s UNION SELECT document_id FROM bank_document_text WHERE words @@ %s",
            named._search(Domain("name", "ilike", value), order="id").subselect(),
            self._get_text_query(value),
        )

    @api.model
    def _get_text_lines(self, line):
        """Hook: the readings of a typed line that are all searched for."""
        return [line]

    @api.model
    def _get_text_query(self, line):
        parts = [
            SQL("websearch_to_tsquery('russian'::regconfig, %s)", each)
            for each in self._get_text_lines(line)
        ]
        return SQL("(%s)", SQL(" || ").join(parts))
