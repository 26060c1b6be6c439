# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankProduct(models.Model):
    """How a loan of this product is paid back, and what it costs beside interest."""

    _inherit = "bank.product"

    loan_kind = fields.Selection(
        selection=[
            ("annuity", "Equal Payments"),
            ("differentiated", "Equal Principal"),
            ("bullet", "Principal at the End"),
        ],
        string="Schedule",
        required=True,
        default="annuity",
        tracking=True,
    )
    is_renewable = fields.Boolean(
        string="May Be Drawn Again",
        tracking=True,
        help="The amount is a limit: what is repaid may be drawn anew. Its full cost is "
        "that of the whole limit, drawn at once and repaid by equal payments, or by the "
        "least payment of each month.",
    )
    least_percent = fields.Float(
        string="Least Payment, % of the Principal",
        digits=(7, 4),
        tracking=True,
        help="What the contract asks for each month, beside the interest. The full cost "
        "is then reckoned by it.",
    )
    least_amount = fields.Monetary(
        string="Least Payment, Not Below",
        tracking=True,
        help="Principal and interest of a month together.",
    )
    day_count = fields.Selection(
        selection=[
            ("actual/actual", "Actual Days, 365 or 366"),
            ("actual/365", "Actual Days, 365"),
            ("30/360", "Months of 30 Days"),
        ],
        required=True,
        default="actual/actual",
        tracking=True,
    )
    for_whom = fields.Selection(
        selection=[
            ("person", "Persons"),
            ("business", "Companies and Entrepreneurs"),
        ],
        string="Only for",
        tracking=True,
        help="Empty: all kinds of clients. Others are not shown the product when loans "
        "are compared.",
    )
    issue_fee = fields.Monetary(string="Fee at Issue", tracking=True)
    issue_fee_percent = fields.Float(
        string="Fee at Issue, %",
        digits=(7, 4),
        tracking=True,
        help="Of the amount of the loan, besides the fixed fee.",
    )
    insurance_percent = fields.Float(
        string="Insurance a Year, %",
        digits=(7, 4),
        tracking=True,
        help="Of what is owed, paid in advance every year; enters the full cost.",
    )

    _check_loan_fees = models.Constraint(
        "CHECK (issue_fee >= 0 AND issue_fee_percent BETWEEN 0 AND 100 "
        "AND insurance_percent BETWEEN 0 AND 100)",
        "Fees and insurance of a loan are not below zero, percentages not above 100.",
    )
    _check_least_payment = models.Constraint(
        "CHECK (least_amount >= 0 AND least_percent BETWEEN 0 AND 100)",
        "A least payment is not below zero, its percentage not above 100.",
    )

    @api.model
    def _get_document_models(self):
        return (*super()._get_document_models(), "bank.application")
