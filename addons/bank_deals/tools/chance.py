# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How likely a deal is won: the figure of its stage, corrected by what closed deals tell.

The log-odds of winning are those of the stage plus a weighted sum of what is known::

    logit p = logit stage + level + sum(weight * (value - mean) / spread)

a logistic regression whose offset is the stage's figure. Level and weights have a normal
prior around zero (A. E. Hoerl and R. W. Kennard, Ridge regression, 1970): a process with
few closed deals stays with the figures of its stages, one with many is itself.
"""

from dataclasses import dataclass, field

import numpy as np

# variance of the prior of level and weights, on the log-odds
SPREAD = 0.5
ROUNDS = 50
# no figure of a stage is that certain
EDGE = 0.005


def logit(share):
    """Return log-odds, kept off the ends.

    >>> [round(float(value), 2) for value in logit(np.array([0.0, 0.5, 1.0]))]
    [-5.29, 0.0, 5.29]
    """
    share = np.clip(np.asarray(share, dtype=float), EDGE, 1 - EDGE)
    return np.log(share / (1 - share))


def expit(odds):
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


@dataclass
class Chance:
    """What was learned: plain numbers, kept and read as JSON."""

    names: list
    level: float = 0.0
    weights: list = field(default_factory=list)
    means: list = field(default_factory=list)
    spreads: list = field(default_factory=list)

    def dump(self):
        return dict(vars(self))

    def get_parts(self, values):
        """Return what each value adds to the log-odds, a row a deal."""
        scaled = (np.asarray(values, dtype=float) - self.means) / self.spreads
        return scaled * self.weights

    def predict(self, stages, values):
        """Return the chances of deals by their stages' figures and their values.

        >>> Chance(["a"], weights=[0.0], means=[1.0], spreads=[1.0]).predict(
        ...     [0.3], [[7]]).round(6).tolist()
        [0.3]
        """
        parts = self.get_parts(values)
        return expit(logit(stages) + self.level + parts.sum(axis=1))

    def get_factors(self, row, most=3):
        """Return names of what speaks most for one deal, and of what most against it.

        >>> Chance(["a", "b", "c"], weights=[1, -1, 0], means=[0, 0, 0],
        ...     spreads=[1, 1, 1]).get_factors([2, 3, 9])
        (['a'], ['b'])
        """
        parts = list(zip(self.get_parts([row])[0], self.names))
        strong = sorted((part for part in parts if part[0] > 0.01), reverse=True)
        weak = sorted(part for part in parts if part[0] < -0.01)
        return [n for _p, n in strong[:most]], [n for _p, n in weak[:most]]


def train(names, stages, values, won):
    """Learn from closed deals: what their stages said, what was known, how they ended."""
    values, won = np.asarray(values, dtype=float), np.asarray(won, dtype=float)
    means, spreads = values.mean(axis=0), values.std(axis=0)
    spreads[spreads < 1e-9] = 1.0
    design = np.column_stack([np.ones(len(won)), (values - means) / spreads])
    precision = np.full(design.shape[1], 1 / SPREAD)
    weights = find_weights(design, logit(stages), won, precision)
    return Chance(
        list(names),
        float(weights[0]),
        weights[1:].tolist(),
        means.tolist(),
        spreads.tolist(),
    )


def find_weights(design, offset, won, precision):
    """Newton's steps to the one maximum; the prior keeps it finite.

    :param precision: of the prior of each weight, one divided by its variance
    """
    prior = np.diag(precision)
    weights = np.zeros(design.shape[1])
    for _round in range(ROUNDS):
        chances = expit(offset + design @ weights)
        slope = design.T @ (won - chances) - prior @ weights
        curve = (design * (chances * (1 - chances))[:, None]).T @ design + prior
        step = np.linalg.solve(curve, slope)
        step *= min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def brier(chances, won):
    """Return the mean squared distance of chances from what came: less is better.

    >>> brier([1.0, 0.0], [1, 0]), brier([0.5, 0.5], [1, 0])
    (0.0, 0.25)
    """
    return float(np.mean((np.asarray(chances) - np.asarray(won)) ** 2))


def get_reliability(chances, won, *others, parts=10):
    """Return rows of ``(count, mean chance, share won, means of others …)``.

    Deals by their chance in parts of about equal size, the least likely first.

    >>> get_reliability([0.2, 0.8, 0.4, 0.9], [0, 1, 0, 1], [0.5] * 4, parts=2)
    [(2, 0.3, 0.0, 0.5), (2, 0.85, 1.0, 0.5)]
    """
    columns = [np.asarray(column, dtype=float) for column in (chances, won, *others)]
    order = np.argsort(columns[0], kind="stable")
    return [
        (len(part), *(round(float(column[part].mean()), 6) for column in columns))
        for part in np.array_split(order, parts)
        if len(part)
    ]
