# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import learned_rows, scorecard
from .bank_registry_model import KIND, METRIC


class BankModel(models.Model):
    """Scorecards learned from what became of past loans, one for a kind of client."""

    _inherit = "bank.model"

    cut_table = fields.Html(
        string="Cut-offs", compute="_compute_cut_table", sanitize=False
    )

    @api.depends("parameters")
    def _compute_cut_table(self):
        """What each cut-off would have done with the loans that were held out."""
        for model in self:
            rows = model.kind == KIND and (model.parameters or {}).get("cuts")
            model.cut_table = bool(rows) and self.env["ir.qweb"]._render(
                "bank_loan_pipeline.score_cuts", {"rows": rows}
            )

    @api.model
    def _get_score_code(self, client_kind):
        return f"{KIND}_{client_kind}"

    @api.model
    def _learn_score(self, client_kind, columns, outcomes):
        """Return a challenger learned from rows, measured on those held out."""
        code = self._get_score_code(client_kind)
        learned, held = learned_rows.split_rows(columns, outcomes)
        card = scorecard.fit(*learned)
        parameters = {"card": card, "cuts": learned_rows.replay(card, *held)}
        data_hash = learned_rows.hash_rows(*learned)
        model = self._enter_version(
            code, KIND, data_hash, parameters=parameters, count=len(learned[1])
        )
        for rival in model | self._get_champion(code).with_env(self.env):
            rival._measure_score(*held)
        return model

    def _measure_score(self, columns, outcomes):
        """Measure on rows that have all it asks for; of others nothing can be said."""
        card = self.sudo().parameters["card"]
        if card["parts"].keys() <= columns.keys():
            value = learned_rows.measure(card, columns, outcomes)
            data_hash = learned_rows.hash_rows(columns, outcomes)
            self._record_figure(METRIC, value, data_hash, len(outcomes))

    @api.model
    def _predict_bad(self, applications):
        """Return ``{application id: (model, probability, reasons)}`` by those in force.

        One pass for a kind of client; empty where no model is in force.
        """
        found = {}
        kinds = applications.grouped(lambda row: row.sudo().partner_id.client_kind)
        for kind, rows in kinds.items():
            model_sudo = self._get_champion(self._get_score_code(kind))
            if not model_sudo:
                continue
            card = model_sudo.parameters["card"]
            columns = rows._read_score_columns(card["parts"])
            said = scorecard.predict(card, columns) if columns else []
            for place, (row_id, chance) in enumerate(zip(rows.ids, said)):
                own = {name: values[place] for name, values in columns.items()}
                found[row_id] = model_sudo, chance, scorecard.reasons(card, own)
        return found
