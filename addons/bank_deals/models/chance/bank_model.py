# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from hashlib import sha256

import numpy as np

from odoo import api, models

from odoo.addons.bank_base.tools import measures

from ...tools import chance
from .bank_registry_model import KIND, METRIC, STAGE_METRIC

# so many closed deals teach something; fewer leave the stage's figure as it is
LEAST = 60
# of the deals that were closed last so many are held out
HELD_OUT = 0.25


class BankModel(models.Model):
    """Chances of deals: learned from what was closed, measured on what came later."""

    _inherit = "bank.model"

    @api.model
    def _cron_train_chances(self):
        """Train a challenger for each process that has new closed deals."""
        processes = self.env["bank.process"].search([("state", "=", "published")])
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(processes))
        for process in processes:
            self._train_chance(process)
            if not progress(1):
                break

    @api.model
    def _train_chance(self, process):
        """Return a new challenger, or nothing where there is nothing new to learn."""
        past = self.env["crm.lead"]._read_past(process)
        learned, held = _split(past)
        if len(learned.deals) + len(held.deals) < LEAST:
            return self.browse()
        code, data_hash = process._get_chance_code(), _hash(learned)
        known = [("code", "=", code), ("data_hash", "=", data_hash)]
        if self.sudo().search_count(known, limit=1):
            return self.browse()
        found = chance.train(past.names, learned.stages, learned.values, learned.won)
        model = self._enter_version(
            code, KIND, data_hash, parameters=found.dump(), count=len(learned.won)
        )
        for rival in model | self._get_champion(code).with_env(self.env):
            rival._measure_chance(held)
        model._draw_calibration(held)
        return model

    def _get_chance(self):
        self.ensure_one()
        return chance.Chance(**self.sudo().parameters)

    def _measure_chance(self, held):
        chances = self._get_chance().predict(held.stages, held.values)
        held_hash, count = _hash(held), len(held.won)
        self._record_figure(
            METRIC, measures.get_brier(chances, held.won), held_hash, count
        )
        by_stage = measures.get_brier(held.stages, held.won)
        self._record_figure(STAGE_METRIC, by_stage, held_hash, count)

    def _draw_calibration(self, held):
        chances = self._get_chance().predict(held.stages, held.values)
        rows = []
        for place, (count, *shares) in enumerate(
            measures.get_reliability(chances, held.won, held.stages), 1
        ):
            rows += [
                {
                    "model_id": self.id,
                    "place": place,
                    "line": line,
                    "share": round(100 * share, 1),
                    "count": count,
                }
                for line, share in zip(("model", "came", "stage"), shares)
            ]
        self.env["bank.deal.calibration"]._insert(rows)

    def _get_contest_blocker(self):
        """A model of chances has to beat the figures of the stages, too."""
        if reason := super()._get_contest_blocker():
            return reason
        if self.kind == KIND:
            own = self._get_last_figure(METRIC)
            stages = self._get_last_figure(STAGE_METRIC, own.data_hash)
            if own.value >= stages.value:
                return self.env._(
                    "It foretells no better than the stages do: %(own)s against "
                    "%(stages)s.",
                    own=round(own.value, 4),
                    stages=round(stages.value, 4),
                )
        return False

    def action_open_calibration(self):
        """Show what it foretold beside what came."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_deal_calibration_action"
        )
        return {**action, "domain": [("model_id", "=", self.id)], "context": {}}


def _split(past):
    """Part closed deals: those closed last are held out, each with all its rows."""
    deals = list(dict.fromkeys(past.deals))  # in the order in which they were closed
    is_held = np.isin(past.deals, deals[round(len(deals) * (1 - HELD_OUT)) :])
    return past.take(~is_held), past.take(is_held)


def _hash(past):
    rows = [list(map(int, past.deals)), past.values.tolist(), past.won.tolist()]
    return sha256(json.dumps(rows).encode()).hexdigest()
