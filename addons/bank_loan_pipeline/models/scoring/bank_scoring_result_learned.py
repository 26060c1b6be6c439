# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.extras import Json

from odoo import api, fields, models

from .bank_scoring_result import CARD_READERS

MOST_REASONS = 5


class BankScoringResult(models.Model):
    """Beside the points: what the learned scorecard says, and why."""

    _inherit = "bank.scoring.result"

    model_id = fields.Many2one(
        comodel_name="bank.model",
        string="By the Model",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups=CARD_READERS,
    )
    is_learned = fields.Boolean(compute="_compute_is_learned")
    probability = fields.Float(
        string="Probability to Go Bad",
        digits=(6, 4),
        readonly=True,
        aggregator="avg",
    )
    learned_reasons = fields.Json(readonly=True)
    learned_table = fields.Html(compute="_compute_learned_table", sanitize=False)

    @api.depends("model_id")
    def _compute_is_learned(self):
        # whether there is one at all is no secret from who reads the result
        for result in self:
            result.is_learned = bool(result.sudo().model_id)

    @api.depends("learned_reasons", "probability")
    @api.depends_context("lang")
    def _compute_learned_table(self):
        """The strongest reasons, in the words of the names in formulas."""
        labels = self._read_learned_labels()
        for result in self:
            rows = [
                {**row, "label": labels.get(row["name"], row["name"])}
                for row in (result.learned_reasons or [])[:MOST_REASONS]
            ]
            result.learned_table = bool(rows) and self.env["ir.qweb"]._render(
                "bank_loan_pipeline.score_learned", {"rows": rows}
            )

    def _read_learned_labels(self):
        # what names in formulas mean is no secret from who reads a score
        variables_sudo = self.env["bank.formula.variable"].sudo()
        found = variables_sudo.search([("model", "=", "bank.application")])
        return {row.name.lower(): row.label or row.name for row in found}

    @api.model
    def _enter(self, rows):
        empty = {"model_id": None, "probability": None}
        return super()._enter(
            [
                {**empty, **row, "learned_reasons": Json(row.get("learned_reasons"))}
                for row in rows
            ]
        )
