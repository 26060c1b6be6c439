# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Log-odds, and logistic regression over an offset with a prior of its weights.

The few lines that every model of yes and no stands on. Plain numpy.
"""

import numpy as np

ROUNDS = 50
# beyond them a share is no longer apart from none or all
FARTHEST = 30


def logit(share, edge):
    """Return log-odds of shares that are kept so far off the ends.

    >>> [round(float(value), 2) for value in logit([0.0, 0.5, 1.0], edge=0.005)]
    [-5.29, 0.0, 5.29]
    """
    share = np.clip(np.asarray(share, dtype=float), edge, 1 - edge)
    return np.log(share / (1 - share))


def expit(odds):
    """Return the shares that log-odds stand for.

    >>> expit(np.array([-1e9, 0.0])).round(6).tolist()
    [0.0, 0.5]
    """
    return 1 / (1 + np.exp(-np.clip(odds, -FARTHEST, FARTHEST)))


def find_weights(design, offset, outcomes, precision):
    """Newton's steps to the one maximum; the prior keeps it finite.

    :param precision: of the prior of each weight, one divided by its variance

    >>> came, free = np.array([1.0, 0.0, 0.0, 0.0]), np.array([1e-9])
    >>> (level,) = find_weights(np.ones((4, 1)), np.zeros(4), came, free)
    >>> round(float(expit(level)), 4)
    0.25
    """
    prior = np.diag(precision)
    weights = np.zeros(design.shape[1])
    for _round in range(ROUNDS):
        shares = expit(offset + design @ weights)
        slope = design.T @ (outcomes - shares) - prior @ weights
        curve = (design * (shares * (1 - shares))[:, None]).T @ design + prior
        step = np.linalg.solve(curve, slope)
        step *= min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights
