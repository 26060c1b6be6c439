# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalDecide(models.TransientModel):
    """The dialog of a decision: what, why, under which conditions."""

    _name = "bank.approval.decide"
    _description = "Decide"

    task_id = fields.Many2one(
        comodel_name="bank.approval.task", required=True, readonly=True
    )
    kind = fields.Selection(related="task_id.kind")
    changed_names = fields.Char(related="task_id.changed_names")
    question = fields.Text(related="task_id.question")
    comment = fields.Text()
    line_ids = fields.One2many(
        comodel_name="bank.approval.decide.condition",
        inverse_name="decide_id",
        string="Conditions",
    )

    def action_approve(self):
        return self._decide("approve")

    def action_reject(self):
        return self._decide("reject")

    def action_return(self):
        return self._decide("return")

    def action_abstain(self):
        return self._decide("abstain")

    def _decide(self, decision):
        self.ensure_one()
        conditions = [line._get_values() for line in self.line_ids]
        self.task_id.action_decide(decision, self.comment or "", conditions)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
