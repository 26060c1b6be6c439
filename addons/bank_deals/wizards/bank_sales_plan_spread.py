# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankSalesPlanSpread(models.TransientModel):
    """A target is given to those below by a rule; it may be corrected afterwards."""

    _name = "bank.sales.plan.spread"
    _description = "Giving a Target Below"

    line_id = fields.Many2one(
        comodel_name="bank.sales.plan.line",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    name = fields.Char(string="Whose", related="line_id.name")
    target = fields.Monetary(related="line_id.target")
    currency_id = fields.Many2one(related="line_id.currency_id")
    rule = fields.Selection(
        selection=[
            ("equal", "Equally"),
            ("last_year", "By what was sold a year ago"),
            ("potential", "By deals in work"),
        ],
        required=True,
        default="last_year",
    )
    is_deep = fields.Boolean(string="Down to the Employees", default=True)

    def action_spread(self):
        """With the rights of who asks: nobody says his own target this way either."""
        self.ensure_one()
        self.line_id.check_access("write")
        self.line_id._spread(self.rule, self.is_deep)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
