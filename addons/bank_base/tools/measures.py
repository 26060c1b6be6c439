# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How good probabilities are of what came: the measures of every trained model.

``said`` are probabilities, ``came`` what they were of (true, or 1), a row a case. Where
there is nothing to measure a measure is NaN. Judge on rows that were not learned from.
"""

import numpy as np

from .logistic import find_weights, logit

# a probability of none or all may be wrong: its surprise is large, not endless
_EDGE = 1e-9


def get_brier(said, came):
    """Return the mean squared distance of what was said from what came: less is better.

    >>> get_brier([1.0, 0.0], [1, 0]), get_brier([0.5, 0.5], [1, 0]), get_brier([], [])
    (0.0, 0.25, nan)
    """
    said, came = np.asarray(said, dtype=float), np.asarray(came, dtype=float)
    return float(((said - came) ** 2).mean()) if said.size else float("nan")


def get_log_loss(said, came):
    """Return the mean surprise at what came: less is better.

    >>> round(get_log_loss([0.5, 0.5], [1, 0]), 4), get_log_loss([], [])
    (0.6931, nan)
    """
    said = np.clip(np.asarray(said, dtype=float), _EDGE, 1 - _EDGE)
    came = np.asarray(came, dtype=float)
    surprise = came * np.log(said) + (1 - came) * np.log(1 - said)
    return float(-surprise.mean()) if said.size else float("nan")


def get_auc(said, came):
    """Return the share of pairs of one that came and one that did not that stand in order.

    Ties are halves.

    >>> get_auc([0.1, 0.4, 0.4, 0.9], [0, 0, 1, 1]), get_auc([0.5, 0.5], [1, 1])
    (0.875, nan)
    """
    came = np.asarray(came, dtype=bool)
    ones, rest = int(came.sum()), int((~came).sum())
    if not ones or not rest:
        return float("nan")
    _said, places, counts = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[came].sum() - ones * (ones + 1) / 2) / (ones * rest))


def get_reliability(said, came, *others, parts=10):
    """Return rows of ``(count, mean said, share that came, means of others …)``.

    Cases by what was said in parts of about equal size, the least likely first.

    >>> get_reliability([0.2, 0.8, 0.4, 0.9], [0, 1, 0, 1], [0.5] * 4, parts=2)
    [(2, 0.3, 0.0, 0.5), (2, 0.85, 1.0, 0.5)]
    """
    columns = [np.asarray(column, dtype=float) for column in (said, came, *others)]
    order = np.argsort(columns[0], kind="stable")
    return [
        (len(part), *(round(float(column[part].mean()), 6) for column in columns))
        for part in np.array_split(order, parts)
        if len(part)
    ]


def get_bands(said, came, bands=10):
    """Return rows of ``(from, count, mean said, share that came)``, no empty ones.

    Cases by what was said in bands of equal width.

    >>> get_bands([0.1, 0.12, 0.95, 1.0], [0, 0, 1, 1])
    ((0.1, 2, 0.11, 0.0), (0.9, 2, 0.975, 1.0))
    """
    said, came = np.asarray(said, dtype=float), np.asarray(came, dtype=float)
    places = np.minimum((said * bands).astype(int), bands - 1)
    return tuple(
        (band / bands, int(own.sum()), float(said[own].mean()), float(came[own].mean()))
        for band in range(bands)
        if (own := places == band).any()
    )


def get_calibration_error(bands):
    """Return the mean distance of what was said from what came, by the cases of bands.

    >>> get_calibration_error([(0.0, 3, 0.25, 0.5), (0.5, 1, 0.75, 0.75)])
    0.1875
    """
    cases = sum(count for _from, count, *_shares in bands)
    apart = sum(count * abs(said - came) for _from, count, said, came in bands)
    return apart / cases if cases else float("nan")


def get_calibration(said, came):
    """Return ``(level, slope)`` of the log-odds that came over those that were said.

    0 and 1 are right; a slope below 1 says too much, above 1 too little (D. R. Cox,
    Two further applications of a model for binary regression, 1958).

    >>> level, slope = get_calibration([0.2] * 5 + [0.8] * 5, [1, 0, 0, 0, 0] * 2)
    >>> level < -1, slope < 0.1
    (True, True)
    """
    odds, came = logit(said, _EDGE), np.asarray(came, dtype=float)
    design = np.column_stack([np.ones(len(odds)), odds])
    free = np.full(2, 1e-6)
    _level, slope = find_weights(design, np.zeros(len(odds)), came, free)
    (level,) = find_weights(design[:, :1], odds, came, free[:1])
    return float(level), float(slope)
