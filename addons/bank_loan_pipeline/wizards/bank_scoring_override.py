# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..models.scoring.bank_scoring_result import VERDICTS


class BankScoringOverride(models.TransientModel):
    """Asks an underwriter for his verdict in the place of a score, and why."""

    _name = "bank.scoring.override"
    _description = "Verdict in Place of a Score"

    application_id = fields.Many2one(
        comodel_name="bank.application", required=True, readonly=True
    )
    result_id = fields.Many2one(
        comodel_name="bank.scoring.result",
        string="Score",
        required=True,
        readonly=True,
    )
    verdict = fields.Selection(selection=VERDICTS, string="Your Verdict", required=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.application_id._override_score(self.result_id, self.verdict, self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
