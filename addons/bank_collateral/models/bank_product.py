# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankProduct(models.Model):
    _inherit = "bank.product"

    coverage_min = fields.Float(
        string="Collateral Required, %",
        digits=(7, 2),
        aggregator=None,
        tracking=True,
        help="Value of the collateral after discounts, of the debt. 0: the product "
        "needs no collateral.",
    )

    _check_coverage = models.Constraint(
        "CHECK (coverage_min BETWEEN 0 AND 1000)",
        "The collateral required is between 0 and 1000 percent of the debt.",
    )
