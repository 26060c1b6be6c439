# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain

from ...tools import lookup

LIST_LIMIT = 5_000


class ResPartner(models.Model):
    """Every box in which a partner is searched by name uses the client search: many2one
    fields, the search box of a list, mentions. Stock Odoo reads all rows for it.
    """

    _inherit = "res.partner"

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        if operator != "ilike" or not (name or "").strip():
            return super().name_search(name, domain, operator, limit)
        ranked = self.env["bank.client.search"]._rank(
            lookup.read(name), Domain(domain or Domain.TRUE), limit or 100
        )
        partners = self.browse([row_id for row_id, _score in ranked])
        exact = self._search_exact_number(name) & Domain(domain or Domain.TRUE)
        if not partners:
            partners = self.search_fetch(exact, ["display_name"], limit=limit)
        partners._note_access()
        # found as far as the user may see them
        return [(partner.id, partner.display_name) for partner in partners.sudo()]

    @api.model
    def _search_display_name(self, operator, value):
        if operator != "ilike" or not isinstance(value, str) or not value.strip():
            return super()._search_display_name(operator, value)
        ranked = self.env["bank.client.search"]._rank(
            lookup.read(value), Domain.TRUE, LIST_LIMIT
        )
        found = Domain("id", "in", [row_id for row_id, _score in ranked])
        return found | self._search_exact_number(value)

    @api.model
    def _search_exact_number(self, value):
        """Numbers by which stock Odoo finds partners and that no search key holds."""
        value = value.strip()
        return Domain("ref", "=", value) | Domain("vat", "=", value)
