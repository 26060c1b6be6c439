# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankProduct(models.Model):
    _inherit = "bank.product"

    discount_limit = fields.Float(
        string="Discount at the Manager's Right, %",
        digits=(7, 3),
        help="Points of the annual rate by which a manager betters an offer himself. "
        "A greater discount is approved by the head of the branch.",
    )

    needs_offer = fields.Boolean(
        string="Won by an Accepted Offer Only",
        help="A deal is won only once the client has accepted its final offer.",
    )
    payment_formula_id = fields.Many2one(
        comodel_name="bank.formula",
        string="Formula of the Payment",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('model', '=', 'bank.offer'), ('kind', '=', 'number')]",
        help="What a client pays a month, from the terms of his offer. Empty: equal "
        "payments of a loan. Always the version in force.",
    )

    _check_discount_limit = models.Constraint(
        "CHECK (discount_limit >= 0)", "A discount is not below zero."
    )

    @api.model
    def _get_document_models(self):
        return (*super()._get_document_models(), "crm.lead", "bank.offer")

    def write(self, vals):
        result = super().write(vals)
        if "payment_formula_id" in vals:
            self._reckon_drafts()
        return result

    def _reckon_drafts(self):
        """What the client has not seen follows the catalogue; the rest never does."""
        # drafts are reckoned whoever makes them
        drafts_sudo = (
            self.env["bank.offer"]
            .sudo()
            .search([("product_id", "in", self.ids), ("state", "=", "draft")])
        )
        self.env.add_to_compute(drafts_sudo._fields["payment"], drafts_sudo)

    @api.constrains("payment_formula_id")
    def _check_payment_formula(self):
        for product in self:
            formula = product.payment_formula_id
            if formula and (formula.model != "bank.offer" or formula.kind != "number"):
                raise ValidationError(
                    self.env._(
                        "The payment is reckoned by a formula over offers whose result "
                        "is a number."
                    )
                )
