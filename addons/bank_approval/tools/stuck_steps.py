# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From those who are asked to the step, and from steps to the request."""

from dataclasses import dataclass

import numpy as np

from . import hazard, stuck

# what adds less than that to the risk is no reason
LEAST, MOST = 0.02, 3
LIKELY, LATEST = 0.5, 0.9


@dataclass(frozen=True)
class Step:
    """What is said of one step that is being decided.

    :param risk: the chance to miss its term
    :param likely: working seconds until it is decided with one chance in two; -1: beyond
        what is looked at; ``latest``: with nine in ten
    :param reasons: ``[(reason, what it adds to the risk, its size)]``, the largest first
    """

    turn: int
    request: int
    risk: float
    likely: float
    latest: float
    reasons: tuple


def look_at_steps(outlook, turns, needed, load):
    """Return the :class:`Step` of each step.

    :param turns: the id of the step of each row of the outlook
    :param needed: ``{id: how many answers it needs still}``
    """
    known, first, places = np.unique(turns, return_index=True, return_inverse=True)
    wanted = np.array([max(needed[int(key)], 1) for key in known], dtype=int)
    curve = outlook.join(places, wanted) if len(known) else np.zeros((0, hazard.LAST))
    left = outlook.left[first]
    risk = np.where(left <= 0, 1.0, outlook.model.tone(hazard.miss(curve, left)))
    lengths = [hazard.find_length(curve, share) for share in (LIKELY, LATEST)]
    reasons = _find_reasons(outlook, places, len(known), load)
    return [
        Step(
            turn=int(key),
            request=int(outlook.rows.request[first[place]]),
            risk=float(risk[place]),
            likely=float(lengths[0][place]),
            latest=float(lengths[1][place]),
            reasons=reasons[place],
        )
        for place, key in enumerate(known)
    ]


def _find_reasons(outlook, places, count, load):
    """Return the largest reasons of each step: the mean of those whom it asks."""
    people = np.maximum(np.bincount(places, minlength=count), 1)
    gains = {
        name: np.bincount(places, values, count) / people
        for name, values in outlook.explain().items()
    }
    sizes = {"load": load, "lacks": outlook.rows.lacks, "asked": outlook.rows.asked}
    most = {name: np.zeros(count, dtype=int) for name in sizes}
    for name, values in sizes.items():
        np.maximum.at(most[name], places, np.asarray(values, dtype=int))
    found = []
    for place in range(count):
        own = sorted(
            ((gains[name][place], name) for name in stuck.REASONS), reverse=True
        )
        found.append(
            tuple(
                (name, float(gain), int(most[name][place]) if name in most else 0)
                for gain, name in own[:MOST]
                if gain >= LEAST
            )
        )
    return found


def sum_up(steps):
    """Return ``{request: (chance that a step of it misses its term, its worst step,
    chance of each step)}``.

    >>> one, two = (Step(n, 7, 0.5, 0, 0, ()) for n in (1, 2))
    >>> sum_up([one, two])[7][::2]
    (0.75, {1: 0.5, 2: 0.5})
    """
    found = {}
    for step in steps:
        risk, worst, each = found.get(step.request, (0.0, step, {}))
        worst = max(worst, step, key=lambda one: one.risk)
        each[step.turn] = step.risk
        found[step.request] = (1 - (1 - risk) * (1 - step.risk), worst, each)
    return found
