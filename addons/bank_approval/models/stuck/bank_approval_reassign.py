# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BankApproval(models.Model):
    """A request does not wait for who cannot decide: its head asks another."""

    _inherit = "bank.approval"

    can_reassign = fields.Boolean(compute="_compute_can_reassign")

    @api.depends("state", "open_task_ids.user_id")
    @api.depends_context("uid")
    def _compute_can_reassign(self):
        for approval in self:
            approval.can_reassign = bool(approval._find_replaceable())

    def _find_overseers(self):
        """Return the heads of the branch and of those above; without one, on top."""
        branches = self.branch_id
        if not branches:
            branches = branches.search([("parent_id", "=", False)])
        heads = branches.head_id
        while branches := branches.parent_id:
            heads |= branches.head_id
        return heads

    def _find_replaceable(self):
        """Return the tasks in whose place the user may ask another now."""
        nothing = self.env["bank.approval.task"]
        approval_sudo = self.sudo()
        if approval_sudo.state != "pending" or (
            self.env.user not in approval_sudo._find_overseers()
        ):
            return nothing
        return approval_sudo.open_task_ids.sudo(False).filtered(
            lambda task: (
                not task._get_overseer_blocker() and not task._get_reassign_blocker()
            )
        )

    def action_open_reassign(self):
        """Open the dialog in which another is asked in the place of who cannot."""
        self.ensure_one()
        return self._open_reassign(self._find_replaceable()[:1])

    def _open_reassign(self, task, user=None):
        self.check_access("read")
        if not task:
            raise UserError(
                self.env._(
                    "Whoever is asked can decide, or it is not for you to choose."
                )
            )
        if blocker := task._get_overseer_blocker():
            raise AccessError(blocker)
        dialog = self.env["bank.approval.reassign"].create(
            {"task_id": task.id, "user_id": user.id if user else False}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask Another"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }
