# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankCase(models.Model):
    """The whole adoption of terms and formulas, with a case that always fails."""

    _name = "test.bank.case"
    _description = "Test Case"
    _inherit = ["bank.clocked.mixin", "mail.thread", "mail.activity.mixin"]

    name = fields.Char(required=True)
    amount = fields.Monetary()
    income = fields.Monetary()
    rate = fields.Float()
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        default=lambda self: self._default_currency_id(),
    )
    date = fields.Date()
    is_paid = fields.Boolean()
    user_id = fields.Many2one(comodel_name="res.users")
    parent_id = fields.Many2one(comodel_name="test.bank.case", index=True)
    secret = fields.Float(groups="base.group_system")
    events = fields.Char(default="")

    def _default_currency_id(self):
        return self.env.company.currency_id

    def _on_clock_event(self, event):
        result = super()._on_clock_event(event)
        if self.name == "Broken":
            raise ValueError("This case always fails.")
        self.events += f"{event.kind} {event.fraction:.1f};"
        return result
