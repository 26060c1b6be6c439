# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from ...tools.hazard import Hazard

CODE = "stuck"
# by how much it errs less than the fixed rule; the same less what chance may have added;
# by how much better it puts what was late before what was in time
GAIN, GAIN_LOW, RANK = "stuck_gain", "stuck_gain_low", "stuck_rank"


class BankModel(models.Model):
    """The forecast of missed terms: in force only while it beats the fixed rule."""

    _inherit = "bank.model"

    @api.model
    def _get_stuck_model(self):
        """Return ``(version, model)`` of the forecast to be shown, or two of nothing.

        A model in force that does not beat the fixed rule on the newest months any
        more is silent until another takes its place.
        """
        champion = self._get_champion(CODE)
        if not champion or champion._get_fixed_rule_blocker():
            return champion.browse(), None
        return champion, Hazard(**champion.parameters)

    def _get_contest_blocker(self):
        if self.kind == CODE and (reason := self._get_fixed_rule_blocker()):
            return reason
        return super()._get_contest_blocker()

    def _get_fixed_rule_blocker(self):
        """Return why the fixed rule of two days is as good, or False."""
        low, rank = (self._get_last_figure(name) for name in (GAIN_LOW, RANK))
        if low and rank and low.value > 0 and rank.value > 0:
            return False
        return self.env._(
            "On the months it has not seen it is not better than the fixed rule "
            "“stuck for two days”."
        )

    def _record_trial(self, figures, data_hash):
        """Keep what was found on months that it has not seen."""
        found = {
            GAIN: figures.gain,
            GAIN_LOW: figures.gain_low,
            RANK: figures.concordance - figures.concordance_rule,
            "brier": figures.brier,
            "brier_rule": figures.brier_rule,
            "concordance": figures.concordance,
            "concordance_rule": figures.concordance_rule,
            "calibration": figures.calibration,
        }
        for metric, value in found.items():
            self._record_figure(metric, value, data_hash, figures.count)
