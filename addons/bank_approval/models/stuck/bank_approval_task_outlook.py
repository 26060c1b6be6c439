# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from .bank_approval_forecast import BANDS


class BankApprovalTask(models.Model):
    """The inbox says of each line whether its step will miss its term, and why.

    What may be done about it is one click away. Nothing is said while no model in force
    is better than the fixed rule.
    """

    _inherit = "bank.approval.task"

    stuck_risk = fields.Float(
        string="Chance to Miss the Term, %", compute="_compute_stuck", digits=(5, 0)
    )
    stuck_band = fields.Selection(
        selection=BANDS, string="Forecast", compute="_compute_stuck"
    )
    stuck_reason = fields.Char(string="Main Reason", compute="_compute_stuck")

    @api.depends("state", "turn_id.state")
    @api.depends_context("uid", "lang")
    def _compute_stuck(self):
        asked = self.filtered(lambda task: task.state == "open")
        forecasts = asked.approval_id._get_forecasts()
        for task in self:
            found = forecasts.get(task.approval_id.id) if task in asked else None
            risks = (found.turn_risks if found else None) or {}
            risk = risks.get(str(task.turn_id.id))
            task.stuck_risk = risk or 0
            task.stuck_band = found._get_band(risk) if risk is not None else False
            # the reasons are those of the weakest step of the request
            is_weakest = bool(found) and found.turn_id.id == task.turn_id.id
            task.stuck_reason = found.main_reason if is_weakest else False

    def action_open_remedies(self):
        self.ensure_one()
        self.check_access("read")
        return self.approval_id.action_open_remedies()
