# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Is the forecast better than "stuck for two days"? Judged on months it has not seen.

Each answer is looked at when it was asked for, a working day later and two, as long as
it waited still and its term had not passed; was it given in its term? The fixed rule
answers yes or no. It is given more than its authors gave it: for each moment of looking
and each answer it says the share that was late in the months of learning.
"""

from dataclasses import dataclass

import numpy as np

from odoo.addons.bank_base.tools import measures

from . import hazard, stuck, waiting
from .hazard import STEP

DAY = 86_400
# a working day has four intervals of two hours
LOOKS = (0, 4, 8)
FIXED_DAYS = 2
# one in a hundred models that know nothing gets past it
DOUBT = 2.326
# below that a month's mood passes for knowledge
FEWEST = 300


@dataclass(frozen=True)
class Cases:
    """Looks at rows: at which moment, after how many intervals, and what came of it."""

    rows: waiting.Waiting
    moments: np.ndarray
    looks: np.ndarray
    late: np.ndarray


@dataclass(frozen=True)
class Figures:
    """How good probabilities are.

    :param gain: by how much the squared error is below that of the fixed rule
    :param gain_low: the same, less what chance may have added
    :param table: ``[(from, number, said, was)]`` by tenths of probability
    """

    count: int
    late: float
    brier: float
    brier_rule: float
    concordance: float
    concordance_rule: float
    calibration: float
    gain: float
    gain_low: float
    table: tuple

    @property
    def is_better(self):
        return self.gain_low > 0 and self.concordance > self.concordance_rule


# of no cases
NOTHING = Figures(0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, -1.0, ())


def find_cases(rows, work, now):
    """Return the :class:`Cases` of rows whose outcome is certain."""
    known = rows.take((rows.due > 0) & (rows.due <= now))
    found = [_look(known, work, look) for look in LOOKS]
    return Cases(
        rows=known.take(np.concatenate([one[0] for one in found])),
        moments=np.concatenate([one[1] for one in found]),
        looks=np.concatenate([np.full(len(one[0]), look)
                              for one, look in zip(found, LOOKS, strict=True)]),
        late=np.concatenate([one[2] for one in found]),
    )  # fmt: skip


def _look(rows, work, look):
    starts = rows.start
    moments = waiting.add_work(work, starts, np.full(len(rows), look * STEP))
    late = rows.end > rows.due
    # whoever was asked no more before the term would have answered nobody knows when
    is_certain = rows.answered | late
    chosen = np.flatnonzero((rows.end > moments) & (moments < rows.due) & is_certain)
    return chosen, moments[chosen], late[chosen]


def predict(model, cases, everyone, work, absences):
    """Return what the model says of cases.

    :param everyone: all rows of the time, whose open answers are the load
    """
    loads = waiting.Spans(everyone.person, everyone.start, everyone.end)
    load = loads.count(cases.rows.person, cases.moments) - 1
    parts = []
    # bounded memory: sixty intervals a case
    for first in range(0, len(cases.moments), 20_000):
        piece = slice(first, first + 20_000)
        outlook = stuck.Outlook(
            model,
            cases.rows.take(piece),
            work,
            absences,
            cases.moments[piece],
            load[piece],
        )
        parts.append(outlook.get_risk())
    return np.concatenate(parts) if parts else np.zeros(0)


def _answer_fixed(cases):
    return cases.moments - cases.rows.start > FIXED_DAYS * DAY


def apply_rule(past, cases):
    """Return what the fixed rule says of cases, by the shares of the past."""
    said = np.full(len(cases.late), past.late.mean() if len(past.late) else 0.0)
    answers, own = _answer_fixed(past), _answer_fixed(cases)
    for look in LOOKS:
        for answer in (False, True):
            seen = past.late[(past.looks == look) & (answers == answer)]
            if len(seen):
                said[(cases.looks == look) & (own == answer)] = seen.mean()
    return said


def judge(said, rule, cases):
    """Return the :class:`Figures` of what was said of cases, against the rule."""
    late = cases.late.astype(float)
    if not len(late):
        return NOTHING
    gains = (rule - late) ** 2 - (said - late) ** 2
    # answers about one request are late together: their gains count as one
    _known, places = np.unique(cases.rows.request, return_inverse=True)
    sums = np.bincount(places, gains - gains.mean())
    error = np.sqrt((sums**2).sum()) / len(gains)
    gain = float(gains.mean())
    table = measures.get_bands(said, late)
    return Figures(
        count=len(late),
        late=float(late.mean()),
        brier=measures.get_brier(said, late),
        brier_rule=measures.get_brier(rule, late),
        concordance=_order(said, late),
        concordance_rule=_order(rule, late),
        calibration=measures.get_calibration_error(table),
        gain=gain,
        gain_low=float(gain - DOUBT * error) if len(late) >= FEWEST else -1.0,
        table=table,
    )


def _order(said, late):
    """Return the share of pairs in order; a half where nothing can be told apart."""
    found = measures.get_auc(said, late)
    return 0.5 if np.isnan(found) else found


def try_out(rows, work, absences, border, now):
    """Learn from what was asked before ``border``; judge by what was asked after it.

    Nothing that happened later is known when it learns: who had not answered by then
    had not answered. Return the model, its :class:`Figures` and the cases.
    """
    past = cut(rows, border)
    model = stuck.learn(past, work, absences)
    temper(model, past, work, absences, border)
    held = find_cases(rows.take(rows.start >= border), work, now)
    return model, measure(model, rows, work, absences, border, held), held


def temper(model, past, work, absences, border):
    """Set by how much the model says too much or too little of what it has seen."""
    cases = find_cases(past, work, border)
    odds = hazard.to_odds(predict(model, cases, past, work, absences))
    if 0 < cases.late.sum() < len(cases.late):
        found = hazard.fit(cases.late, {"odds": odds}, {})
        slope, usual = found.slopes["odds"]
        model.temper = [found.intercept - slope * usual, slope]


def measure(model, rows, work, absences, border, held):
    """Return the :class:`Figures` of a model on held-out cases."""
    past = find_cases(cut(rows, border), work, border)
    said = predict(model, held, rows, work, absences)
    return judge(said, apply_rule(past, held), held)


def cut(rows, border):
    """Return the rows as they stood at a moment: later answers were not given yet."""
    seen = rows.take(rows.start < border)
    open_then = seen.end > border
    columns = {one.name: getattr(seen, one.name) for one in waiting.FIELDS}
    columns["end"] = np.minimum(seen.end, border)
    columns["answered"] = seen.answered & ~open_then
    return waiting.Waiting(**columns)
