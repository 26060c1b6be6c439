# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankTeamLine(models.Model):
    """Who has which role in a saved team."""

    _name = "bank.team.line"
    _description = "Member of a Saved Team"
    _inherit = ["bank.logged.config.mixin"]
    _order = "team_id, id"
    _rec_name = "user_id"

    team_id = fields.Many2one(
        comodel_name="bank.team", required=True, index=True, ondelete="cascade"
    )
    role_id = fields.Many2one(
        comodel_name="bank.team.role", required=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )

    _member_uniq = models.Constraint(
        "UNIQUE (team_id, role_id, user_id)", "This employee has the role already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.team_id._check_owner()
        return lines

    def write(self, vals):
        self.team_id._check_owner()
        result = super().write(vals)
        self.team_id._check_owner()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_others(self):
        self.team_id._check_owner()
