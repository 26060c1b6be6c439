# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankProduct(models.Model):
    _inherit = "bank.product"

    discount_limit = fields.Float(
        string="Discount at the Manager's Right, %",
        digits=(7, 3),
        help="Points of the annual rate by which a manager betters an offer himself. "
        "A greater discount is approved by the head of the branch.",
    )

    _check_discount_limit = models.Constraint(
        "CHECK (discount_limit >= 0)", "A discount is not below zero."
    )
