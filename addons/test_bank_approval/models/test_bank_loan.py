# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankLoan(models.Model):
    """The whole adoption of the approval: the mixin, what is decided on, a dossier."""

    _name = "test.bank.loan"
    _description = "Test Loan"
    _inherit = ["bank.approval.mixin", "bank.dossier.mixin"]
    _approval_fields = (
        "amount",
        "unsecured_amount",
        "currency_id",
        "partner_id",
        "product_id",
        "rating",
        "term_months",
        "purpose",
    )
    _approval_unsecured = "unsecured_amount"

    name = fields.Char(required=True)
    partner_id = fields.Many2one(comodel_name="res.partner", index=True)
    branch_id = fields.Many2one(comodel_name="bank.branch", index=True)
    user_id = fields.Many2one(
        comodel_name="res.users", default=lambda self: self.env.user
    )
    product_id = fields.Many2one(comodel_name="bank.product", index=True)
    rating = fields.Char()
    amount = fields.Monetary()
    unsecured_amount = fields.Monetary()
    is_issued = fields.Boolean()
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        default=lambda self: self.env.company.currency_id,
    )
    term_months = fields.Integer()
    purpose = fields.Char()
    outcome = fields.Char()

    def _get_approval_blocker(self):
        return {loan.id: "For what?" for loan in self if not loan.purpose}

    def _get_approval_used(self):
        return self.filtered("is_issued")

    def _on_approval_done(self):
        for loan in self:
            loan.outcome = loan.approval_state
