# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

INCOMES = ("salary", "pension", "business", "rent", "interest")
EXPENSES = ("loans", "housing", "family")


class BankClientIncome(models.Model):
    """What a client receives or spends a month, from when on, and how the bank knows."""

    _name = "bank.client.income"
    _description = "Income or Expense"
    _inherit = ["bank.client.fact.mixin"]
    _order = "date_end desc nulls first, direction desc, amount desc, id desc"
    _rec_name = "source"

    direction = fields.Selection(
        selection=[("income", "Income"), ("expense", "Expense")],
        required=True,
        default="income",
    )
    source = fields.Selection(
        selection=[
            ("salary", "Salary"),
            ("pension", "Pension and Benefits"),
            ("business", "Business"),
            ("rent", "Rent Received"),
            ("interest", "Interest and Dividends"),
            ("loans", "Loans at Other Banks"),
            ("housing", "Housing"),
            ("family", "Family and Alimony"),
            ("other", "Other"),
        ],
        string="Where From or What For",
        required=True,
        default="salary",
    )
    amount = fields.Monetary(string="A Month", required=True)
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self._default_currency_id(),
    )
    basis = fields.Selection(
        selection=[("declared", "Declared"), ("paper", "By a Paper")],
        string="Known",
        required=True,
        default="declared",
        help="By a paper: one that lies in the dossier.",
    )
    date = fields.Date(
        string="As Of", required=True, default=lambda self: self._default_date()
    )
    date_end = fields.Date(string="Until", help="Empty: goes on.")
    note = fields.Char(string="Notes")

    _check_amount = models.Constraint(
        "CHECK (amount > 0)",
        "An amount is above zero; whether it comes or goes says the direction.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date)",
        "An income cannot end before it begins.",
    )

    def _default_currency_id(self):
        return self.env.company.currency_id

    def _default_date(self):
        return fields.Date.context_today(self)

    @api.constrains("direction", "source")
    def _check_source(self):
        for row in self:
            wrong = EXPENSES if row.direction == "income" else INCOMES
            if row.source in wrong:
                raise ValidationError(
                    self.env._(
                        "This source and this direction contradict each other: choose "
                        "income or expense anew."
                    )
                )

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Income or Expense"))
