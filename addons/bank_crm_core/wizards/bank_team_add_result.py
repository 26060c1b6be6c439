# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankTeamAddResult(models.TransientModel):
    """What became of one member for one document."""

    _name = "bank.team.add.result"
    _description = "Outcome of an Addition to a Team"
    _order = "problem, id"

    add_id = fields.Many2one(
        comodel_name="bank.team.add",
        readonly=True,
        required=True,
        index=True,
        ondelete="cascade",
    )
    document_name = fields.Char(string="Document", readonly=True)
    role_id = fields.Many2one(
        comodel_name="bank.team.role", readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Employee", readonly=True, ondelete="cascade"
    )
    problem = fields.Char(string="Why Not", readonly=True)
