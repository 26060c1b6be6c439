# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankApprovalAsk(models.TransientModel):
    """The dialog in which a task is handed over or an opinion is asked for."""

    _name = "bank.approval.ask"
    _description = "Ask or Hand Over"

    task_id = fields.Many2one(
        comodel_name="bank.approval.task", required=True, readonly=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Employee", domain=[("share", "=", False)]
    )
    branch_id = fields.Many2one(comodel_name="bank.branch", string="Or a Branch")
    question = fields.Text()

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.task_id._hide_closed("task_id", told)

    def action_ask(self):
        self.ensure_one()
        asked = self.user_id or self.branch_id
        if not asked:
            raise UserError(self.env._("Name one employee or one branch."))
        self.task_id.action_ask_opinion(asked, self.question or "")
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_hand_over(self):
        self.ensure_one()
        self.task_id.action_delegate(self.user_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
