# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Command

from ..models.stuck.remedies import Remedies


class BankApprovalRemedy(models.TransientModel):
    """What is allowed to be done so that a request is decided in its term.

    Each line is an act that there is anyway; its button does that act and nothing more,
    with the rights of whoever presses it.
    """

    _name = "bank.approval.remedy"
    _description = "What Can Be Done"

    approval_id = fields.Many2one(
        comodel_name="bank.approval", string="Request", required=True, readonly=True
    )
    waiting_names = fields.Char(related="approval_id.waiting_names")
    date_due = fields.Datetime(related="approval_id.date_due")
    stuck_band = fields.Selection(related="approval_id.stuck_band")
    stuck_risk = fields.Float(related="approval_id.stuck_risk")
    stuck_reasons = fields.Text(related="approval_id.stuck_reasons")
    stuck_note = fields.Char(related="approval_id.stuck_note")
    line_ids = fields.One2many(
        comodel_name="bank.approval.remedy.line",
        inverse_name="remedy_id",
        string="What Is Allowed",
        readonly=True,
    )

    @api.model
    def _open_for(self, approval):
        lines = Remedies(approval).find()
        remedy = self.create(
            {
                "approval_id": approval.id,
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Can Be Done"),
            "res_model": self._name,
            "res_id": remedy.id,
            "views": [(False, "form")],
            "target": "new",
        }
