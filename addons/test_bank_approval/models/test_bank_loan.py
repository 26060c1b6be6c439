# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankLoan(models.Model):
    """A loan to approve."""

    _name = "test.bank.loan"
    _description = "Test Loan"

    name = fields.Char(required=True)
    partner_id = fields.Many2one(comodel_name="res.partner", index=True)
    user_id = fields.Many2one(
        comodel_name="res.users", default=lambda self: self.env.user
    )
    amount = fields.Monetary()
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        default=lambda self: self.env.company.currency_id,
    )
    term_months = fields.Integer()
