# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    is_my_people = fields.Boolean(
        string="Of My People",
        compute="_compute_is_my_people",
        search="_search_is_my_people",
        help="Of the branches that one heads: the list of clients opens with them.",
    )

    @api.depends("branch_id")
    @api.depends_context("uid")
    def _compute_is_my_people(self):
        branches = self.env.user.sudo().head_branch_ids
        for partner in self:
            partner.is_my_people = partner.branch_id in branches

    def _search_is_my_people(self, operator, value):
        if operator != "in":
            return NotImplemented
        # of the head himself only
        branches = self.env.user.sudo().head_branch_ids
        theirs = Domain("branch_id", "in", branches.ids)
        return Domain.OR(theirs if wanted else ~theirs for wanted in value)

    def action_ask_department(self):
        """Ask another department about this client."""
        return self.env["bank.request"]._open_new(self)

    def action_open_requests(self):
        """Open what departments were asked about this client, with the comments."""
        self.ensure_one()
        self.check_access("read")
        # whose they are is hidden; which of them one reads is said by their rules
        requests_sudo = self.env["bank.request"].sudo()
        ids = requests_sudo.search([("partner_id", "=", self.id)]).ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_request_action"
        )
        return {**action, "domain": [("id", "in", ids)], "context": {}}
