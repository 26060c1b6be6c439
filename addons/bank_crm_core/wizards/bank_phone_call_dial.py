# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankPhoneCallDial(models.TransientModel):
    """The number on the display of the telephone, typed in."""

    _name = "bank.phone.call.dial"
    _description = "A Call by Hand"

    number = fields.Char(string="Phone Number", required=True)
    direction = fields.Selection(
        selection=[("in", "From the Client"), ("out", "To the Client")],
        required=True,
        default="in",
    )

    def action_register(self):
        self.ensure_one()
        return self.env["bank.phone.call"].register(self.number, self.direction)
