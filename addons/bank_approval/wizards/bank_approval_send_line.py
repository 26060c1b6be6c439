# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalSendLine(models.TransientModel):
    """A step as it would be taken."""

    _name = "bank.approval.send.line"
    _description = "Step Before Sending"

    send_id = fields.Many2one(
        comodel_name="bank.approval.send", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Step", readonly=True)
    is_needed = fields.Boolean(string="Needed", readonly=True)
    people = fields.Text(string="Decide", readonly=True)
    note = fields.Text(string="By Limit", readonly=True)
    date_due = fields.Datetime(string="By", readonly=True)
