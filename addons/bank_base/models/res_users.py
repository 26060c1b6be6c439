# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    branch_ids = fields.Many2many(
        comodel_name="bank.branch",
        relation="bank_branch_res_users_rel",
        string="Branches",
        help="The employee works with the clients of these branches and of all "
        "branches below them.",
    )
    branch_wall_ids = fields.Many2many(
        comodel_name="bank.branch",
        compute="_compute_branch_wall_ids",
        string="Visible Branch Trees",
        help="Tops of the branch trees whose clients the user may see.",
    )

    @api.depends("branch_ids", "group_ids")
    def _compute_branch_wall_ids(self):
        """Everybody sees from his branches down; who audits the bank, all of it."""
        tops = self.env["bank.branch"].sudo().search([("parent_id", "=", False)])
        for user in self:
            if user.has_group("bank_base.group_bank_whole"):
                user.branch_wall_ids = tops
            else:
                user.branch_wall_ids = user.sudo().branch_ids

    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {"branch_ids"}
