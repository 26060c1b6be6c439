# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankDocumentLabelMixin(models.AbstractModel):
    """Rows that point to a document by model and id, as people call it.

    The name is read with the rights of who looks: what he may not read has none.
    """

    _name = "bank.document.label.mixin"
    _description = "Name of a Document (abstract)"

    document_kind = fields.Char(
        string="Kind of Document", compute="_compute_document_kind"
    )
    document_name = fields.Char(compute="_compute_document_name")

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_document_kind(self):
        kinds = self.env["ir.model"]
        for name, rows in self.grouped("res_model").items():
            rows.document_kind = kinds._get(name).display_name if name else False

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_document_name(self):
        self.document_name = False
        for name, rows in self.grouped("res_model").items():
            if name not in self.env:
                continue
            readable = rows._browse_documents(name)._filtered_access("read")
            names = {document.id: document.display_name for document in readable}
            for row in rows:
                row.document_name = names.get(row.res_id)

    def _browse_documents(self, name):
        """Return the documents of this model that there are."""
        ids = {row.res_id for row in self if row.res_id}
        return self.env[name].browse(ids).exists()
