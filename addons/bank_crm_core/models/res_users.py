# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

READER_GROUP = "bank_crm_core.group_crm_client_reader"
HEAD_GROUP = "bank_crm_core.group_crm_head"


class ResUsers(models.Model):
    _inherit = "res.users"

    client_branch_ids = fields.Many2many(
        comodel_name="bank.branch",
        compute="_compute_client_branch_ids",
        string="Branches Whose Clients Are Visible",
        help="All branches behind the user's wall; none without a role that "
        "works with clients. Record rules read it.",
    )
    head_branch_ids = fields.Many2many(
        comodel_name="bank.branch",
        compute="_compute_client_branch_ids",
        string="Branches Whose Clients Are Managed",
        help="The same for a branch head, none for anybody else.",
    )

    @api.depends("branch_wall_ids", "group_ids")
    def _compute_client_branch_ids(self):
        """Listed one by one: the planner knows how many clients a branch has, and
        does not know it of a subquery on the tree.
        """
        branch_model = self.env["bank.branch"].sudo().with_context(active_test=False)
        for user in self:
            branches = branch_model
            if user.has_group(READER_GROUP):
                tops = user.branch_wall_ids.ids
                branches = branch_model.search([("id", "child_of", tops)])
            user.client_branch_ids = branches
            is_head = user.has_group(HEAD_GROUP)
            user.head_branch_ids = branches if is_head else branch_model

    @api.constrains("partner_id")
    def _check_partner_is_no_client(self):
        self.partner_id._check_not_staff()
