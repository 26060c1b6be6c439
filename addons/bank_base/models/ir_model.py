# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class IrModel(models.Model):
    """Documents are chosen and shown under the names that the bank gives them."""

    _inherit = "ir.model"

    @api.model
    def _get_document_kinds(self):
        """Hook: ``{model: name}`` of documents that stock calls otherwise.

        Extend with ``super()``: an addon that makes deals of stock's leads says so.
        """
        return {}

    @api.depends_context("lang")
    def _compute_display_name(self):
        super()._compute_display_name()
        kinds = self._get_document_kinds()
        for model in self:
            model.display_name = kinds.get(model.model, model.display_name)

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str):
            return domain
        asked = value.casefold()
        kinds = self._get_document_kinds().items()
        named = [model for model, name in kinds if asked in name.casefold()]
        return Domain(domain) | Domain("model", "in", named)
