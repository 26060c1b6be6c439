# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAttribute(models.Model):
    _inherit = "bank.attribute"

    is_term = fields.Boolean(
        string="Open to Agreement",
        help="A number that a client can be asked to change, a pledge or a down payment: "
        "where a deal is blocked, values are proposed that would pass. Never a fact "
        "such as income.",
    )
