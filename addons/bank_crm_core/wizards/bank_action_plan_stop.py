# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankActionPlanStop(models.TransientModel):
    """Why a plan does not go on."""

    _name = "bank.action.plan.stop"
    _description = "Stop of a Plan"

    plan_id = fields.Many2one(
        comodel_name="bank.action.plan", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)

    def action_stop(self):
        self.ensure_one()
        self.plan_id._stop(self.reason)
        return {"type": "ir.actions.act_window_close"}
