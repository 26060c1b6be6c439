# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCheck(models.Model):
    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("formula", "Formula")], ondelete={"formula": "cascade"}
    )
    formula_id = fields.Many2one(
        comodel_name="bank.formula",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain="[('model', '=', model), ('kind', '=', 'boolean')]",
        help="A formula that says yes where the check passes. Always judged by the "
        "version in force.",
    )

    @api.constrains("kind", "formula_id", "model_id")
    def _check_formula_id(self):
        for check in self.filtered(lambda check: check.kind == "formula"):
            formula = check.formula_id
            if formula.model_id != check.model_id or formula.kind != "boolean":
                raise ValidationError(
                    self.env._(
                        "“%(check)s” needs a formula for the same document whose result "
                        "is yes or no.",
                        check=check.name,
                    )
                )

    def _find_failures_formula(self, documents):
        """Missing data and errors fail with their reason, never pass silently."""
        formula = self.formula_id
        formula = formula._remember("in force", formula._get_in_force)
        if not formula:
            reason = self.env._(
                "The formula “%(formula)s” is not in force.",
                formula=self.formula_id.name,
            )
            return dict.fromkeys(documents.ids, reason)
        failures = {}
        for document_id, outcome in formula._evaluate(documents).items():
            if not outcome.is_ok:
                failures[document_id] = formula._get_reason(outcome)
            elif outcome.value is not True:
                failures[document_id] = self._get_reason()
        return failures
