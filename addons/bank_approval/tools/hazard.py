# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A discrete-time model of how long an answer takes, with what is shared and what is own.

Working time since somebody was asked is cut into intervals. In each of them he answers
with a probability, the *hazard*; its log-odds are a sum::

    logit h = basic level of the interval + slopes * numbers + effects of named things

This is a logistic regression over one row an interval waited (D. R. Cox, Regression
models and life-tables, 1972, section 6; J. D. Singer and J. B. Willett, It's about time,
1993). Whoever has not answered at the end of his rows is censored, nothing else.

Effects of steps, products, branches and persons have a normal prior around zero each, so
that a person with three answers is nearly everybody, one with three hundred himself. The
spread of a prior comes from the data by the rounds of D. J. C. MacKay (Bayesian
interpolation, 1992) with the diagonal of the curvature: where a group tells nothing, its
effects go to nothing.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize

# working seconds of one interval, and how many are looked at: fifteen working days
STEP, LAST = 7_200, 60
# intervals from which the basic level is one and the same up to the next
LEVELS = np.array([0, 1, 2, 3, 4, 6, 8, 12, 16, 24])
ROUNDS, SMALLEST, LARGEST = 4, 1e-4, 9.0
SLOPE_SPREAD = 4.0


@dataclass
class Hazard:
    """What was learned: plain numbers, kept and read as JSON.

    :param slopes: ``{name: [slope, usual value]}``
    :param effects: ``{group: {label: effect}}``; an unknown label has none
    :param temper: what is added to, and by what is multiplied, the log-odds of a risk: a
        line grows shorter while one waits in it, which today's load does not tell
        (J. Platt, Probabilistic outputs for support vector machines, 1999)
    """

    intercept: float = 0.0
    slopes: dict = field(default_factory=dict)
    effects: dict = field(default_factory=dict)
    temper: list = field(default_factory=lambda: [0.0, 1.0])

    def dump(self):
        return {
            "intercept": self.intercept,
            "slopes": self.slopes,
            "effects": self.effects,
            "temper": self.temper,
        }

    def tone(self, risk):
        """Return risks as the past has shown them: ``[add, times]`` on the log-odds."""
        add, times = self.temper
        return _to_share(add + times * to_odds(risk))

    def get_slope(self, name, values):
        """Return the part of the log-odds that some numbers make, against usual ones."""
        slope, usual = self.slopes.get(name, (0.0, 0.0))
        return slope * (np.asarray(values, dtype=float) - usual)

    def get_effect(self, group, labels, codes=None):
        """Return the part of the log-odds that named things make.

        ``codes`` are places in ``labels``; without them the labels are the column.
        """
        if codes is None:
            labels, codes = np.unique(labels, return_inverse=True)
        effects = self.effects.get(group, {})
        values = [effects.get(str(label), 0.0) for label in labels]
        return np.array([*values, 0.0])[codes]


def get_levels(intervals):
    """Return the basic level of each interval.

    >>> get_levels(np.array([0, 5, 6, 99])).tolist()
    [0, 4, 5, 9]
    """
    return np.searchsorted(LEVELS, intervals, side="right") - 1


class _Fit:
    """The parameters in one vector: intercept, slopes, then effects group by group."""

    def __init__(self, event, numbers, groups):
        self.event = np.asarray(event, dtype=float)
        self.usual = {
            name: float(np.mean(values)) if len(values) else 0.0
            for name, values in numbers.items()
        }
        self.numbers = {
            name: np.asarray(values, dtype=float) - self.usual[name]
            for name, values in numbers.items()
        }
        self.labels, self.codes, self.places = {}, {}, {}
        start = 1 + len(numbers)
        for name, (labels, codes) in groups.items():
            self.labels[name], self.codes[name] = labels, codes
            size = len(labels)
            self.places[name] = slice(start, start + size)
            start += size
        self.size = start
        self.scale = max(len(self.event), 1)
        self.precision = np.full(self.size, 1.0)
        self.precision[0] = 1e-6
        self.precision[1 : 1 + len(numbers)] = 1 / SLOPE_SPREAD

    def get_odds(self, theta):
        odds = np.full(len(self.event), theta[0])
        for place, values in enumerate(self.numbers.values(), start=1):
            odds += theta[place] * values
        for name, codes in self.codes.items():
            odds += theta[self.places[name]][codes]
        return odds

    def sum_up(self, weights, power=1):
        """Return the sum of weights times each parameter's value (to a power)."""
        sums = np.empty(self.size)
        sums[0] = weights.sum()
        for place, values in enumerate(self.numbers.values(), start=1):
            # not "@": threads of the algebra library wait for each other on a busy server
            sums[place] = np.einsum("i,i", weights, values if power == 1 else values**2)
        for name, codes in self.codes.items():
            size = len(self.labels[name])
            sums[self.places[name]] = np.bincount(codes, weights, size)
        return sums

    def get_loss(self, theta):
        odds = self.get_odds(theta)
        loss = np.logaddexp(0, odds).sum() - np.einsum("i,i", self.event, odds)
        loss += 0.5 * (self.precision @ theta**2)
        slope = self.sum_up(_to_share(odds) - self.event) + self.precision * theta
        return loss / self.scale, slope / self.scale

    def spread_anew(self, theta):
        """Set the spread of each group to what its effects and their doubt show."""
        share = _to_share(self.get_odds(theta))
        curvature = self.sum_up(share * (1 - share), power=2) + self.precision
        for places in self.places.values():
            if places.start == places.stop:
                continue
            found = np.mean(theta[places] ** 2 + 1 / curvature[places])
            self.precision[places] = 1 / np.clip(found, SMALLEST, LARGEST)


def fit(event, numbers, groups):
    """Return the :class:`Hazard` of rows, one an interval that somebody waited.

    :param event: whether he answered in the interval
    :param numbers: ``{name: column}``
    :param groups: ``{name: (labels, column of their places)}``

    >>> fit([], {"load": []}, {"person": ([], [])}).intercept
    0.0
    """
    work = _Fit(event, numbers, groups)
    theta = np.zeros(work.size)
    count, seen = len(work.event), work.event.sum()
    theta[0] = np.log((seen + 1) / (count - seen + 1))
    for _round in range(ROUNDS if count else 0):
        options = {"maxiter": 100, "ftol": 1e-9, "gtol": 1e-6}
        theta = minimize(
            work.get_loss, theta, jac=True, method="L-BFGS-B", options=options
        ).x
        work.spread_anew(theta)
    return Hazard(
        intercept=float(theta[0]),
        slopes={
            name: [float(theta[place]), work.usual[name]]
            for place, name in enumerate(work.numbers, start=1)
        },
        effects={
            name: {
                str(label): round(float(value), 6)
                for label, value in zip(labels, theta[work.places[name]], strict=True)
            }
            for name, labels in work.labels.items()
        },
    )


def to_odds(share):
    """Return the log-odds of shares, those of none and of all within bounds."""
    share = np.clip(share, 1e-6, 1 - 1e-6)
    return np.log(share / (1 - share))


def _to_share(odds):
    # never overflows: the hyperbolic tangent has both ends
    return 0.5 * (1 + np.tanh(0.5 * odds))


def survive(odds):
    """Return the chance to wait still at the end of each interval from now on.

    >>> survive(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.25]]
    """
    return np.exp(-np.cumsum(np.logaddexp(0, odds), axis=-1))


def miss(curve, left):
    """Return the chance to wait still when so many working seconds have gone by.

    Within an interval the chance falls evenly in its logarithm; beyond the last it is
    that of the last.

    >>> miss(np.array([[0.5, 0.25]]), np.array([STEP])).tolist()
    [0.5]
    """
    edges = np.concatenate([np.ones((len(curve), 1)), curve], axis=1)
    logs = np.log(np.maximum(edges, 1e-300))
    place = np.clip(np.asarray(left, dtype=float) / STEP, 0, curve.shape[1])
    low = np.minimum(place.astype(int), curve.shape[1] - 1)
    rows = np.arange(len(curve))
    part = place - low
    return np.exp(logs[rows, low] * (1 - part) + logs[rows, low + 1] * part)


def find_length(curve, share):
    """Return the working seconds after which that share has answered; -1: beyond.

    >>> find_length(np.array([[0.5, 0.25]]), 0.75).tolist(), STEP
    ([14400.0], 7200)
    """
    edges = np.concatenate([np.ones((len(curve), 1)), curve], axis=1)
    done = 1 - edges
    reached = done >= share - 1e-12
    place = reached.argmax(axis=1)
    rows = np.arange(len(curve))
    before = np.maximum(place - 1, 0)
    step = np.maximum(done[rows, place] - done[rows, before], 1e-12)
    part = np.clip((share - done[rows, before]) / step, 0, 1)
    return np.where(reached.any(axis=1), (before + part) * STEP, -1.0)


def join(curves, turns, needed):
    """Return the chance that a step waits still, from those of the people it asks.

    So many as are needed have to answer, each by himself (a Poisson-binomial sum): a
    visa of one out of five is quick, five out of five take as long as the slowest.

    :param curves: a row a person
    :param turns: the place of each person's step, 0 and up
    :param needed: how many answers each step needs still

    >>> half = np.array([[0.5], [0.5]])
    >>> join(half, np.array([0, 0]), np.array([1])).tolist()
    [[0.25]]
    >>> join(half, np.array([0, 0]), np.array([2])).tolist()
    [[0.75]]
    """
    needed = np.asarray(needed)
    most = int(needed.max(initial=1))
    counts = np.zeros((len(needed), most + 1, curves.shape[1]))
    counts[:, 0] = 1
    order = np.argsort(turns, kind="stable")
    ranks = np.empty(len(turns), dtype=int)
    ranks[order] = np.arange(len(turns)) - np.searchsorted(turns[order], turns[order])
    for rank in range(int(ranks.max(initial=-1)) + 1):
        rows = np.flatnonzero(ranks == rank)
        waits = curves[rows][:, None]
        own = counts[turns[rows]]
        # with the last count all further answers stay in it
        moved = own * waits
        moved[:, 1:] += own[:, :-1] * (1 - waits)
        moved[:, -1] += own[:, -1] * (1 - waits[:, 0])
        counts[turns[rows]] = moved
    fewer = np.arange(most + 1)[None, :, None] < needed[:, None, None]
    return np.where(fewer, counts, 0).sum(axis=1)
