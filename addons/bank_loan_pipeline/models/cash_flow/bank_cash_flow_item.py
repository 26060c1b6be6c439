# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.bank_base.tools.formula import FormulaError, Rounding, Variable, parse

# what formulas know of people, a year
OF_PERSONS = ("income", "income_salary", "income_business", "income_interest")
OF_PERSONS += ("expense_loans", "expense_living", "bank_payments")
OF_LOAN = ("loan_payments",)
BOOKS, PERSONS = "business", "person"


class BankCashFlowItem(models.Model):
    """A row of the cash flow of a party: a formula of the one engine over his locked
    statement or over his budget, for a year, in the currency of the company.
    """

    _name = "bank.cash.flow.item"
    _description = "Item of the Cash Flow"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    whose = fields.Selection(
        selection=[
            (BOOKS, "Of Who Keeps Books"),
            (PERSONS, "Of a Person"),
            ("borrower", "Of the Borrower: This Loan"),
        ],
        required=True,
        default=BOOKS,
        help="An entrepreneur with a statement has rows of both kinds.",
    )
    side = fields.Selection(
        selection=[
            ("income", "Comes In"),
            ("cost", "Is Spent Before"),
            ("service", "Debt Service"),
        ],
        required=True,
        default="income",
        help="Available for debt service is what comes in less what is spent before.",
    )
    formula = fields.Text(
        required=True,
        help="Of who keeps books: lines by their codes, l2300 * 12 / months. Of a "
        "person: income, income_salary, income_business, income_interest, "
        "expense_loans, expense_living, bank_payments. Of the borrower: loan_payments.",
    )

    @api.model
    def _get_variables(self, whose):
        """Return what a formula of such a row may name."""
        if whose == BOOKS:
            return self.env["bank.indicator"]._get_variables()
        names = OF_PERSONS if whose == PERSONS else OF_LOAN
        return {name: Variable() for name in names}

    def _compile_formula(self):
        self.ensure_one()
        variables = self._get_variables(self.whose)
        return parse(self.formula, variables, Rounding(2, "half_up"))

    @api.constrains("formula", "whose")
    def _check_formula(self):
        for item in self:
            try:
                kind = item._compile_formula().kind
            except FormulaError as error:
                raise ValidationError(
                    self.env._(
                        "The formula of “%(name)s” cannot be read: %(error)s",
                        name=item.name,
                        error=error,
                    )
                ) from error
            if kind != "number":
                raise ValidationError(
                    self.env._("“%(name)s” has to be a number.", name=item.name)
                )
