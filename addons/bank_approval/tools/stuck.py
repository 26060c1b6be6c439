# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Will it be decided in its term? What is learned from the past, and what it says.

What counts: how much whoever is asked has open, papers that are missing, whether a
deputy acts for him, the amount, how many are asked, the round; the weekday and the part
of the day; the kind of step, the step, the product, the branch and the person, each
drawn to all the others as far as it has few rows of its own (see :mod:`.hazard`).
"""

import numpy as np

from . import hazard, waiting
from .hazard import LAST, STEP

# what is told as a reason; how quick a person is by himself is reckoned, never told
REASONS = (
    "load",
    "lacks",
    "absent",
    "amount",
    "asked",
    "round",
    "calendar",
    "step",
    "product",
    "branch",
)


class Situation:
    """Rows at moments: what was so then.

    :param load: how many other answers each person owed
    :param absent: whether a deputy acts for him; a column, or one an interval
    """

    def __init__(self, rows, load, absent):
        self.rows = rows
        self.numbers = {
            "load": np.log1p(np.maximum(load, 0)),
            "lacks": np.log1p(rows.lacks),
            "amount": np.log10(1 + np.maximum(rows.amount, 0)),
            "asked": np.log(np.maximum(rows.asked, 1)),
            "round": (rows.round > 1).astype(float),
            "absent": np.asarray(absent, dtype=float),
        }


def cross_levels(kinds, codes, levels):
    """Return labels and places of a kind of step together with a basic level."""
    count = len(hazard.LEVELS)
    labels = [f"{kind}|{level}" for kind in kinds for level in range(count)]
    return labels, codes * count + levels


def _code(column, source):
    """Return labels and places of a column, drawn out to the intervals."""
    labels, codes = np.unique(column, return_inverse=True)
    return labels, codes[source]


def expand(rows, work, absences):
    """Return ``(event, numbers, groups)``: one row an interval that somebody waited."""
    waited = np.maximum(waiting.get_work(work, rows.start, rows.end), 0)
    spent = np.clip(-(-waited // STEP), 1, LAST).astype(int)
    source = np.repeat(np.arange(len(rows)), spent)
    interval = np.arange(len(source)) - np.repeat(np.cumsum(spent) - spent, spent)
    long = rows.take(source)
    moments = waiting.add_work(work, long.start, interval * STEP)
    is_last = interval == spent[source] - 1
    event = is_last & long.answered & (waited[source] <= LAST * STEP)
    loads = waiting.Spans(rows.person, rows.start, rows.end)
    situation = Situation(
        long,
        loads.count(long.person, moments) - 1,
        absences.count(long.person, moments) > 0,
    )
    days, afternoons = waiting.get_day_parts(work, moments)
    levels = hazard.get_levels(interval)
    groups = {
        name: _code(getattr(rows, name), source)
        for name in ("kind", "step", "product", "branch", "person")
    }
    groups |= {
        "level": (range(len(hazard.LEVELS)), levels),
        "level_kind": cross_levels(*groups["kind"], levels),
        "weekday": (range(7), days),
        "afternoon": (range(2), afternoons.astype(int)),
    }
    return event, situation.numbers, groups


def learn(rows, work, absences):
    """Return the :class:`hazard.Hazard` of past rows."""
    return hazard.fit(*expand(rows, work, absences))


class Outlook:
    """What a model says of rows at their moments, a row a person asked.

    :param moments: the moment of looking, one for all or one a row
    :param load: how many other answers each person owes at that moment
    """

    def __init__(self, model, rows, work, absences, moments, load):
        self.model, self.rows, self.work = model, rows, work
        self.moments = np.broadcast_to(np.asarray(moments, dtype=np.int64), len(rows))
        self.parts = self._weigh(absences, load)
        odds = sum(self.parts.values()) + model.intercept
        self.odds = np.broadcast_to(odds, (len(rows), LAST))
        self.curve = hazard.survive(self.odds)
        self.left = waiting.get_work(work, self.moments, rows.due)

    def _weigh(self, absences, load):
        """Return ``{reason: its part of the log-odds}``; columns, or one an interval."""
        rows, model = self.rows, self.model
        ahead = self._look_ahead()
        persons = np.repeat(rows.person[:, None], LAST, axis=1)
        absent = absences.count(persons, ahead) > 0
        situation = Situation(rows, load, absent)
        parts = {
            name: model.get_slope(name, values).reshape(
                len(rows), *values.shape[1:] or (1,)
            )
            for name, values in situation.numbers.items()
        }
        days, afternoons = waiting.get_day_parts(self.work, ahead)
        parts["calendar"] = model.get_effect("weekday", range(7), days)
        parts["calendar"] += model.get_effect(
            "afternoon", range(2), afternoons.astype(int)
        )
        for name in ("product", "branch", "person"):
            parts[name] = self._get_column(name, getattr(rows, name))
        parts["step"] = self._get_column("step", rows.step) + self._get_column(
            "kind", rows.kind
        )
        levels = self._find_levels()
        kinds, codes = np.unique(rows.kind, return_inverse=True)
        parts["waited"] = model.get_effect(
            "level", range(len(hazard.LEVELS)), levels
        ) + model.get_effect("level_kind", *cross_levels(kinds, codes[:, None], levels))
        return parts

    def _get_column(self, group, labels):
        return np.reshape(self.model.get_effect(group, labels), (len(self.rows), 1))

    def _look_ahead(self):
        """Return the moment at which each interval from now on begins."""
        known, places = np.unique(self.moments, return_inverse=True)
        starts = np.repeat(known, LAST)
        steps = np.tile(np.arange(LAST) * STEP, len(known))
        return waiting.add_work(self.work, starts, steps).reshape(-1, LAST)[places]

    def _find_levels(self):
        waited = waiting.get_work(self.work, self.rows.start, self.moments)
        middles = waited[:, None] / STEP + np.arange(LAST)[None] + 0.5
        return hazard.get_levels(np.maximum(middles, 0).astype(int))

    def get_risk(self):
        """Return the chance of each row to be without an answer at its term."""
        return self._miss(self.curve)

    def _miss(self, curve):
        # what is late already is late, whatever the past has shown
        risk = self.model.tone(hazard.miss(curve, self.left))
        return np.where(self.left <= 0, 1.0, risk)

    def join(self, turns, needed):
        """Return the chance of each step to wait still, by intervals from now on."""
        return hazard.join(self.curve, turns, needed)

    def explain(self):
        """Return ``{reason: how much it adds to the risk}`` against what is usual."""
        risk = self.get_risk()
        found = {}
        for name in REASONS:
            without = hazard.survive(self.odds - self.parts.get(name, 0))
            found[name] = risk - self._miss(without)
        return found
