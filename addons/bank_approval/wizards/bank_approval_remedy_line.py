# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

RELOAD = {"type": "ir.actions.client", "tag": "soft_reload"}


class BankApprovalRemedyLine(models.TransientModel):
    """One act that is allowed, and what it would give by the forecast."""

    _name = "bank.approval.remedy.line"
    _description = "What Can Be Done: Act"

    remedy_id = fields.Many2one(
        comodel_name="bank.approval.remedy",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[
            ("reassign", "Ask Another"),
            ("hand_over", "Hand Over"),
            ("paper", "Get a Paper"),
            ("return", "Return for a Paper"),
            ("remind", "Remind"),
            ("extra", "One More Approver"),
        ],
        string="Act",
        required=True,
        readonly=True,
    )
    name = fields.Text(string="What to Do", readonly=True)
    effect = fields.Text(string="What It Gives", readonly=True)
    task_id = fields.Many2one(
        comodel_name="bank.approval.task", readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="cascade"
    )
    can_do = fields.Boolean(readonly=True)

    def action_do(self):
        """Do what the line says by the act that there is for it, which asks who may."""
        self.ensure_one()
        self.check_access("read")
        approval = self.remedy_id.approval_id
        approval.check_access("read")
        return getattr(self, f"_do_{self.kind}")(approval)

    def _do_hand_over(self, approval):
        self._check_task(approval)
        self.task_id.action_delegate(self.user_id)
        return RELOAD

    def _do_reassign(self, approval):
        """The dialog asks for the reason."""
        self._check_task(approval)
        return approval._open_reassign(self.task_id, self.user_id)

    def _do_return(self, approval):
        self._check_task(approval)
        return self.task_id.action_open_decide()

    def _check_task(self, approval):
        if self.task_id.approval_id != approval:
            raise UserError(self.env._("It is not a task of this request."))

    def _do_paper(self, approval):
        document = approval._get_document()
        document.check_access("read")
        return document.action_open_dossier()

    def _do_remind(self, approval):
        approval.action_nudge()
        return RELOAD

    def _do_extra(self, approval):
        route = approval.route_id
        route.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "res_model": route._name,
            "res_id": route.id,
            "views": [(False, "form")],
        }
