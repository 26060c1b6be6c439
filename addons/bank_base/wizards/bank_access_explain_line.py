# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAccessExplainLine(models.TransientModel):
    """One user who can see the record."""

    _name = "bank.access.explain.line"
    _description = "Who Can See This: User"
    _order = "can_write desc, user_id"

    explain_id = fields.Many2one(
        comodel_name="bank.access.explain",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(comodel_name="res.users", readonly=True)
    can_read = fields.Boolean(string="Reads", readonly=True)
    can_write = fields.Boolean(string="Changes", readonly=True)
    reason = fields.Text(string="Why", readonly=True)
