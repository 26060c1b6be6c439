# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankAttributeDocumentMixin(models.AbstractModel):
    """A document with attributes of its product: the computed ones follow the others.

    The adopting model has ``computed_value_ids``, a one2many to
    ``bank.attribute.value``, and stands in its ``_get_document_columns()``.
    """

    _name = "bank.attribute.document.mixin"
    _description = "Document with Computed Attributes (abstract)"

    @api.model
    def _get_attribute_inputs(self):
        """Return the fields that formulas of attributes read."""
        return {
            "product_id",
            "partner_id",
            "currency_id",
            "amount",
            "rate",
            "term_months",
            "attribute_values",
        }

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._refresh_computed_values()
        return documents

    def write(self, vals):
        result = super().write(vals)
        if self._get_attribute_inputs() & vals.keys():
            self._refresh_computed_values()
        return result

    def _refresh_computed_values(self):
        # the values are the server's, whoever has changed the document
        self.env["bank.attribute.value"].sudo()._refresh(self.sudo())
