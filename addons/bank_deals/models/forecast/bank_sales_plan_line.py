# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankSalesPlanLine(models.Model):
    """Of the deals in work, what is sure and what is likely."""

    _inherit = "bank.sales.plan.line"

    sure = fields.Monetary(string="Of It Sure", readonly=True)
    likely = fields.Monetary(string="Of It Likely", readonly=True)
