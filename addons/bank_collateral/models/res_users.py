# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

OFFICER_GROUP = "bank_collateral.group_collateral_officer"


class ResUsers(models.Model):
    _inherit = "res.users"

    collateral_branch_ids = fields.Many2many(
        comodel_name="bank.branch",
        compute="_compute_collateral_branch_ids",
        string="Branches Whose Collateral Is Kept",
        help="All branches behind the wall of a collateral officer, none for anybody "
        "else. Record rules read it.",
    )

    @api.depends("client_branch_ids", "group_ids")
    def _compute_collateral_branch_ids(self):
        for user in self:
            is_officer = user.has_group(OFFICER_GROUP)
            branches = self.env["bank.branch"]
            user.collateral_branch_ids = (
                user.client_branch_ids if is_officer else branches
            )
