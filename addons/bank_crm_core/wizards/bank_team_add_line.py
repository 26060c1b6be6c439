# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankTeamAddLine(models.TransientModel):
    """Who is to be added in which role."""

    _name = "bank.team.add.line"
    _description = "Member to Add"

    add_id = fields.Many2one(
        comodel_name="bank.team.add", required=True, index=True, ondelete="cascade"
    )
    role_id = fields.Many2one(
        comodel_name="bank.team.role", required=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
