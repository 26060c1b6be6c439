# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalReassign(models.TransientModel):
    """The dialog in which another is asked in the place of who cannot decide."""

    _name = "bank.approval.reassign"
    _description = "Ask Another"

    task_id = fields.Many2one(
        comodel_name="bank.approval.task",
        string="Step",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    hindrance = fields.Char(string="Why Another", compute="_compute_shown")
    candidate_ids = fields.Many2many(
        comodel_name="res.users",
        string="Whom the Route Could Ask",
        compute="_compute_shown",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Ask Instead",
        domain="[('id', 'in', candidate_ids)]",
    )
    reason = fields.Text(help="Stands on the request and in the log.")

    @api.depends("task_id")
    @api.depends_context("uid", "lang")
    def _compute_shown(self):
        """Shown to whoever reads the request and may choose, nobody else."""
        shown = self.task_id._filter_shown()
        for dialog in self:
            task = dialog.task_id._origin & shown
            is_his = bool(task) and not task._get_overseer_blocker()
            open_ones = task if is_his and not task._get_reassign_blocker() else None
            dialog.hindrance = bool(open_ones) and task.sudo()._tell_hindrance()
            dialog.candidate_ids = open_ones._find_successors() if open_ones else False

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.task_id._hide_closed("task_id", told)

    def action_confirm(self):
        self.ensure_one()
        self.task_id.action_reassign(self.user_id, self.reason or "")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
