# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApplication(models.Model):
    """How likely the loan goes bad, by what became of loans like it, beside the points."""

    _inherit = "bank.application"

    score_probability = fields.Float(
        string="Probability to Go Bad, %",
        digits=(5, 1),
        compute="_compute_score_probability",
    )
    is_score_learned = fields.Boolean(compute="_compute_score_probability")
    score_learned = fields.Html(
        string="Why So", compute="_compute_score_probability", sanitize=False
    )

    @api.depends("scoring_result_id")
    @api.depends_context("uid", "lang")
    def _compute_score_probability(self):
        for application in self:
            result = application.scoring_result_id
            application.score_probability = 100 * result.probability
            application.is_score_learned = result.is_learned
            application.score_learned = result.learned_table

    def _score_by(self, card):
        rows = super()._score_by(card)
        said = self.env["bank.model"]._predict_bad(self)
        for row in rows:
            if row["application_id"] in said:
                model, chance, reasons = said[row["application_id"]]
                row.update(
                    model_id=model.id,
                    probability=chance,
                    learned_reasons=[
                        # bands, not the client's data
                        {"name": reason["name"], "effect": reason["effect"]}
                        for reason in reasons
                    ],
                )
        return rows

    @api.model
    def _keep_learned(self, result):
        """Another verdict stands on what was said before."""
        return {
            "model_id": result.model_id.id or None,
            "probability": result.probability if result.is_learned else None,
            "learned_reasons": result.learned_reasons or None,
        }

    def _read_score_columns(self, names):
        """Return ``{name: values}`` of names in formulas, as a scorecard reads them.

        With the rights of the server, as points are given; a column the whole.
        """
        rows_sudo = self.sudo().with_context(active_test=False)
        variables = (
            self.env["bank.formula.variable"]
            .sudo()
            .search([("model", "=", self._name)])
            .grouped(lambda variable: variable.name.lower())
        )
        empty = [None] * len(self)
        return {
            name: (
                [
                    _make_plain(value)
                    for value in variables[name]._read_inputs(rows_sudo)
                ]
                if name in variables
                else empty
            )
            for name in names
        }


def _make_plain(value):
    """Return a number or a word; None where nothing is known."""
    value = getattr(value, "amount", value)
    if value is None or value is False:
        return None
    if isinstance(value, str):
        return value
    if hasattr(value, "toordinal"):
        return float(value.toordinal())
    return float(value)
