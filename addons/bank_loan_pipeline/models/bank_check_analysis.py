# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """A gate that no application passes with a red light."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("analysis", "No red light in the primary analysis")],
        ondelete={"analysis": "cascade"},
    )

    def _find_failures_analysis(self, documents):
        failures = {}
        for document_id, rows in documents._analyse().items():
            red = [row["line"].name for row in rows if row["light"] == "red"]
            if red:
                failures[document_id] = self.env._(
                    "Red: %(lines)s", lines=", ".join(red)
                )
        return failures
