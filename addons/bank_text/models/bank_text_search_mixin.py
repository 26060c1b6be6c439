# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import full_text
from ..tools.query import variants

# from this weight on, another reading of the line (a wrong keyboard layout) is
# searched for beside the line itself
_READING_WEIGHT = 0.9


class BankTextSearchMixin(models.AbstractModel):
    """Search in text by word forms, Russian and English, over an index.

    Adopting it is two lines and one field in the search view::

        _inherit = ["bank.text.search.mixin"]
        _text_search_fields = ("name", "description")
        _text_search_idx = models.Index(full_text.index("name", "description"))

    The fields are stored columns of the model itself (Char, Text or Html, translated
    or not); the first one weighs more. ``[("text_search", "ilike", line)]`` then
    finds records with all the words of the line in any form.
    """

    _name = "bank.text.search.mixin"
    _description = "Full-Text Search (abstract)"

    _text_search_fields = ()

    text_search = fields.Char(
        string="Search in Text",
        compute="_compute_text_search",
        search="_search_text_search",
        exportable=False,
    )

    def _compute_text_search(self):
        self.text_search = False

    def _search_text_search(self, operator, value):
        if operator not in ("ilike", "like", "="):
            return NotImplemented
        if not value or not isinstance(value, str):
            return Domain.FALSE
        query = self._get_text_query(value)

        def to_sql(model, alias, _query):
            return SQL("%s @@ %s", model._get_text_vector(alias), query)

        return Domain.custom(to_sql=to_sql)

    def _get_text_vector(self, alias):
        """Return the indexed expression for a table alias, as SQL."""
        columns = [
            f'"{alias}"."{self._fields[name].name}"'
            for name in self._text_search_fields
        ]
        # names of declared fields and an alias made by the ORM: no foreign text
        return SQL(full_text.vector(*columns).replace("%", "%%"))

    @api.model
    def _get_text_query(self, line):
        """Return the query for a typed line and its likely other layout, as SQL."""
        lines = [line] + [
            variant.text
            for variant in variants(line)
            if variant.kind == "layout" and variant.weight >= _READING_WEIGHT
        ]
        parts = [SQL("bank_text_query(%s, true)", each) for each in lines]
        return SQL("(%s)", SQL(" || ").join(parts))

    @api.model
    def _search_text_ranked(self, line, domain=(), limit=10):
        """Return ``[(record, rank)]``, best first, of the records the user may read.

        One query, whatever the number of records.
        """
        found = self._search(Domain("text_search", "ilike", line) & Domain(domain))
        rank = SQL(
            "ts_rank_cd(%s, %s)",
            self._get_text_vector(found.table),
            self._get_text_query(line),
        )
        found.order = SQL("%s DESC, %s", rank, SQL.identifier(found.table, "id"))
        found.limit = limit
        rows = self.env.execute_query(
            found.select(SQL.identifier(found.table, "id"), rank)
        )
        records = self.browse([row[0] for row in rows])
        return [(record, row[1]) for record, row in zip(records, rows, strict=True)]

    @api.model
    def _prepare_full_text(self):
        """Create what the installation could not for want of rights; see full_text."""
        full_text.prepare(self.env.cr)
