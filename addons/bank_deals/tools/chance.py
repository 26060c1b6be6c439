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

from odoo.addons.bank_base.tools import logistic
from odoo.addons.bank_base.tools.logistic import expit, find_weights

# variance of the prior of level and weights, on the log-odds
SPREAD = 0.5
# no figure of a stage is that certain
EDGE = 0.005


def logit(share):
    """Return log-odds, kept off the ends.

    >>> [round(float(value), 2) for value in logit(np.array([0.0, 0.5, 1.0]))]
    [-5.29, 0.0, 5.29]
    """
    return logistic.logit(share, EDGE)


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
