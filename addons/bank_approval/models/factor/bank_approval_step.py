# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankApprovalStep(models.Model):
    """A step whose decision is confirmed by a second factor, or asked by a formula."""

    _inherit = "bank.approval.step"

    asks_second_factor = fields.Boolean(
        string="Asks for the Second Factor",
        help="Whoever decides confirms it with the code of his authenticator.",
    )
    formula_id = fields.Many2one(
        comodel_name="bank.formula",
        string="Needed by Formula",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('model_id', '=', model_id), ('kind', '=', 'boolean')]",
        help="The step is left out only where the formula in force says no; without "
        "data or with an error it is asked.",
    )

    @api.constrains("formula_id", "route_id")
    def _check_formula_id(self):
        for step in self.filtered("formula_id"):
            formula = step.formula_id
            if formula.model_id != step.model_id or formula.kind != "boolean":
                raise ValidationError(
                    self.env._(
                        "“%(step)s” needs a formula for the same document whose result "
                        "is yes or no.",
                        step=step.name,
                    )
                )

    def _filter_fitting(self, documents):
        fitting = super()._filter_fitting(documents)
        if not self.formula_id or not fitting:
            return fitting
        formula_sudo = self.sudo().formula_id._get_in_force()
        if not formula_sudo:
            return fitting
        outcomes = formula_sudo._evaluate(fitting.sudo())
        return fitting.filtered(
            lambda row: (
                not outcomes[row.id].is_ok or outcomes[row.id].value is not False
            )
        )
