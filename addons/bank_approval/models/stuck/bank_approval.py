# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bank_approval_forecast import BANDS


class BankApproval(models.Model):
    """Will it be decided in its term, why not, and what is allowed to be done."""

    _inherit = "bank.approval"

    forecast_ids = fields.One2many(
        comodel_name="bank.approval.forecast",
        inverse_name="approval_id",
        string="Forecasts",
    )
    stuck_risk = fields.Float(
        string="Chance to Miss the Term, %", compute="_compute_stuck", digits=(5, 0)
    )
    stuck_band = fields.Selection(
        selection=BANDS,
        string="Forecast",
        compute="_compute_stuck",
    )
    stuck_reasons = fields.Text(string="Main Reasons", compute="_compute_stuck")
    stuck_date_likely = fields.Datetime(
        string="Step Likely Decided By",
        compute="_compute_stuck",
        help="One chance in two that the step is decided by then.",
    )
    stuck_date_latest = fields.Datetime(
        string="Step Almost Surely Decided By",
        compute="_compute_stuck",
        help="Nine chances in ten that the step is decided by then.",
    )
    stuck_note = fields.Char(
        string="Why There Is No Forecast", compute="_compute_stuck_note"
    )

    @api.depends("forecast_ids.risk", "state", "turn_ids.state")
    @api.depends_context("lang")
    def _compute_stuck(self):
        forecasts = self._get_forecasts()
        for approval in self:
            found = forecasts.get(approval.id, self.env["bank.approval.forecast"])
            # what has moved on since then is not what was looked at
            if found.turn_id.state != "pending":
                found = found.browse()
            approval.stuck_risk = found.risk
            approval.stuck_band = found.band
            approval.stuck_date_likely = found.date_likely
            approval.stuck_date_latest = found.date_latest
            reasons = found._tell_reasons() if found else []
            approval.stuck_reasons = "\n".join(reasons)

    def _get_forecasts(self):
        """Return ``{id: forecast}`` of those that run, with the server's rights.

        Empty while no model in force beats the fixed rule.
        """
        # whoever reads a request reads what is said of it
        rows = self.sudo().forecast_ids.filtered(
            lambda row: row.approval_id.state == "pending"
        )
        if not rows or not self.env["bank.model"]._get_stuck_model()[0]:
            return {}
        return {row.approval_id.id: row for row in rows}

    @api.depends("stuck_band", "state")
    @api.depends_context("lang", "company")
    def _compute_stuck_note(self):
        silent = self.filtered(
            lambda row: row.state == "pending" and not row.stuck_band
        )
        self.stuck_note = False
        if not silent:
            return
        version, _model = self.env["bank.model"]._get_stuck_model()
        silent.stuck_note = (
            self.env._("The forecast is renewed every half hour.")
            if version
            else self.env._(
                "No forecast is in force: none is better than the fixed rule “stuck "
                "for two days”."
            )
        )

    def action_open_remedies(self):
        """Show what is allowed to be done so that it is decided in time."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "pending":
            raise UserError(self.env._("Nobody is asked about this request now."))
        return self.env["bank.approval.remedy"]._open_for(self)

    def _get_nudge_text(self):
        """Tell with a reminder what the forecast says and what may be done."""
        text = super()._get_nudge_text()
        approval_sudo = self.sudo()
        if approval_sudo.stuck_band in (False, "low"):
            return text
        advice = [
            self.env._(
                "By forecast it misses its term with a chance of %(risk)s %%.",
                risk=round(approval_sudo.stuck_risk),
            ),
            *(f"{line}." for line in approval_sudo.stuck_reasons.splitlines()),
        ]
        for task in approval_sudo.open_task_ids:
            if heirs := task._find_heirs():
                advice.append(
                    self.env._(
                        "Instead of %(asked)s may decide: %(names)s.",
                        asked=task.user_id.name,
                        names=", ".join(heirs.sudo().mapped("name")),
                    )
                )
        return " ".join([text, *advice])
