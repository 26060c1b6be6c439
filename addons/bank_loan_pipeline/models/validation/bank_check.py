# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """A gate that asks for a validation that is complete and passed."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("validation", "Validation complete")],
        ondelete={"validation": "cascade"},
    )

    def _find_failures_validation(self, documents):
        return self._find_each(documents.sudo(), self._get_validation_failure)

    def _get_validation_failure(self, application):
        if application.validation_state != "complete":
            return self.env._("The validation is not complete")
        if lacks := application._find_validation_lacks():
            return "; ".join(lacks)
        failed = application.validation_ids.filtered(
            lambda row: row.result == "failed" and row.item_id.must_pass
        )
        if failed:
            names = ", ".join(row._tell() for row in failed)
            return self.env._("Not passed: %(items)s", items=names)
        return False
