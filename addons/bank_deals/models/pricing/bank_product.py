# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankProduct(models.Model):
    """What the bank wants to earn on a product, reckoned from the terms of an offer."""

    _inherit = "bank.product"

    return_formula_id = fields.Many2one(
        comodel_name="bank.formula",
        string="Formula of the Return",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('model', '=', 'bank.offer'), ('kind', '=', 'number')]",
        help="What the bank earns on the terms of an offer, in per cent: on capital, on "
        "the amount, as the formula says. It may count what the bank earns on the "
        "client otherwise.",
    )
    hurdle = fields.Float(
        string="Hurdle of the Return, %",
        digits=(7, 3),
        help="An offer that earns less waits for the approval of the head.",
    )

    potential_formula_id = fields.Many2one(
        comodel_name="bank.formula",
        string="Formula of the Potential",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('model', '=', 'crm.lead'), ('kind', '=', 'number')]",
        help="What the bank earns on a deal if it is won: on interest, on fees, as the "
        "formula over deals says. New formulas count for deals whose terms are "
        "entered afterwards.",
    )

    @api.constrains("potential_formula_id")
    def _check_potential_formula(self):
        for product in self:
            formula = product.potential_formula_id
            if formula and (formula.model != "crm.lead" or formula.kind != "number"):
                raise ValidationError(
                    self.env._(
                        "The potential is reckoned by a formula over deals whose result "
                        "is a number."
                    )
                )

    @api.constrains("return_formula_id")
    def _check_return_formula(self):
        for product in self:
            formula = product.return_formula_id
            if formula and (formula.model != "bank.offer" or formula.kind != "number"):
                raise ValidationError(
                    self.env._(
                        "The return is reckoned by a formula over offers whose result "
                        "is a number."
                    )
                )
