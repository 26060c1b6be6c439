# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

OUTCOMES = ("approved", "conditional", "rejected")


class BankCommitteeItem(models.Model):
    """A committee gives assignments; its minutes and extracts name them."""

    _inherit = "bank.committee.item"

    assignment_ids = fields.One2many(
        comodel_name="bank.approval.assignment",
        inverse_name="item_id",
        string="Assignments",
    )
    assignment_text = fields.Text(
        string="Assignments in Words", compute="_compute_assignment_text"
    )
    can_assign = fields.Boolean(compute="_compute_can_assign")

    def _compute_assignment_text(self):
        for item in self:
            # whoever reads the matter reads what was decided about it
            rows_sudo = item.sudo().assignment_ids.filtered(
                lambda row: row.state != "cancelled"
            )
            item.assignment_text = "\n".join(row._tell() for row in rows_sudo)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_assign(self):
        for item in self:
            item.can_assign = not item._get_assign_blocker()

    def _get_assign_blocker(self):
        item_sudo = self.sudo()
        committee_sudo = item_sudo.committee_id
        if item_sudo.state not in OUTCOMES:
            return self.env._("Assignments are given once it is decided.")
        keepers = committee_sudo._get_secretaries() | committee_sudo.chairman_id
        if self.env.user not in keepers:
            return self.env._("The secretary enters what the committee has assigned.")
        if self.env.user in item_sudo._get_initiators():
            return self.env._("Nobody assigns about what he has begun himself.")
        return False

    def action_give_assignment(self):
        self.ensure_one()
        self.check_access("read")
        dialog = self.env["bank.approval.assign"].create({"item_id": self.id})
        return dialog._open()
