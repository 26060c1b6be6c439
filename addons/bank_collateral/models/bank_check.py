# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCheck(models.Model):
    """A gate that opens only to what collateral covers."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("coverage", "Covered by collateral")],
        ondelete={"coverage": "cascade"},
    )

    @api.constrains("kind", "model_id")
    def _check_coverage_document(self):
        for check in self.filtered(lambda check: check.kind == "coverage"):
            if "coverage_min" not in self.env[check.model]._fields or (
                check.model == "bank.product"
            ):
                raise ValidationError(
                    self.env._(
                        "“%(check)s” asks for collateral: choose a document that has "
                        "some.",
                        check=check.name,
                    )
                )

    def _find_failures_coverage(self, documents):
        figures = documents._read_coverage()
        found = {
            row.id: row._get_coverage_failure(figures[row.id]) for row in documents
        }
        return {document_id: reason for document_id, reason in found.items() if reason}
