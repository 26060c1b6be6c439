# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApplicationRefuse(models.TransientModel):
    """Why an application was refused, or that the bureau has taken it."""

    _name = "bank.application.refuse"
    _description = "Answer to a Refused Application"

    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self._default_application_id(),
    )
    act = fields.Selection(
        selection=[("reasons", "Reasons"), ("report", "Report")],
        required=True,
        default="reasons",
    )
    reason_ids = fields.Many2many(
        comodel_name="bank.refusal.reason",
        string="Reasons",
        default=lambda self: self._default_reason_ids(),
    )
    told = fields.Text(string="What the Client Is Told", compute="_compute_told")
    number = fields.Char(string="Number at the Bureau")

    @api.model
    def _get_application(self):
        application_id = self.env.context.get("active_id")
        is_id = type(application_id) is int
        found = self.env["bank.application"].browse(application_id if is_id else ())
        return found.exists()._filtered_access("read")

    def _default_application_id(self):
        return self._get_application()

    def _default_reason_ids(self):
        application = self._get_application()
        return application and application._get_refusals().reason_id

    @api.depends("reason_ids")
    def _compute_told(self):
        for answer in self:
            told = answer.reason_ids._origin.filtered("is_told")
            answer.told = "\n".join(told.mapped("wording"))

    def action_enter(self):
        self.ensure_one()
        if self.act == "report":
            self.application_id._report_refusal(self.number)
        else:
            self.application_id._give_reasons(self.reason_ids)
        return {"type": "ir.actions.act_window_close"}
