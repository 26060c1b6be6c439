# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import formatLang


class BankCheck(models.Model):
    """The gate of scores may ask how likely the loan goes bad, too."""

    _inherit = "bank.check"

    probability_max = fields.Float(
        string="Probability to Go Bad Up To, %",
        digits=(5, 1),
        help="By the learned scorecard in force, of the data as they are. 0: not asked.",
    )

    def _find_failures_score(self, documents):
        failures = super()._find_failures_score(documents)
        if not self.probability_max:
            return failures
        rest = documents.filtered(lambda row: row.id not in failures)
        said = self.env["bank.model"]._predict_bad(rest)
        for application in rest:
            if reason := self._get_probability_failure(said.get(application.id)):
                failures[application.id] = reason
        return failures

    def _get_probability_failure(self, said):
        if not said:
            return self.env._("No learned scorecard is in force for such clients")
        _model, chance, _reasons = said
        if 100 * chance > self.probability_max:
            return self.env._(
                "Of loans like it %(said)s %% go bad, up to %(limit)s %% are allowed",
                said=formatLang(self.env, 100 * chance, digits=1),
                limit=formatLang(self.env, self.probability_max, digits=1),
            )
        return False
