# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How good a scorecard is on rows that it was not learned from."""

import numpy as np

from odoo.addons.bank_base.tools.measures import get_auc


def deal_folds(outcomes, parts, seed=0):
    """Return a part for each row, both outcomes spread evenly over the parts.

    >>> sorted(deal_folds([1, 0, 0, 1], 2).tolist())
    [0, 0, 1, 1]
    """
    outcomes = np.asarray(outcomes)
    order = np.random.default_rng(seed).permutation(len(outcomes))
    order = order[np.argsort(outcomes[order], kind="stable")]
    dealt = np.empty(len(outcomes), dtype=int)
    dealt[order] = np.arange(len(outcomes)) % parts
    return dealt


def choose_rows(columns, chosen):
    """Return the columns with the chosen places only."""
    return {name: [values[row] for row in chosen] for name, values in columns.items()}


def cross_predict(fit, predict, columns, outcomes, folds):
    """Return what is said of each row by a model that has not seen its fold."""
    outcomes, said = np.asarray(outcomes), np.zeros(len(outcomes))
    for part in np.unique(folds):
        seen, unseen = np.flatnonzero(folds != part), np.flatnonzero(folds == part)
        model = fit(choose_rows(columns, seen), outcomes[seen].tolist())
        said[unseen] = predict(model, choose_rows(columns, unseen))
    return said


def get_interval(runs, outcomes, draws=2000, share=0.95, seed=0):
    """Return the bounds of the mean AUC of runs over the same rows.

    Rows are drawn anew with both outcomes as often as they are (B. Efron, Bootstrap
    methods, 1979). What learning from other rows would change is not in it.
    """
    outcomes = np.asarray(outcomes)
    random = np.random.default_rng(seed)
    groups = [np.flatnonzero(outcomes == value) for value in (0, 1)]
    found = []
    for _draw in range(draws):
        rows = np.concatenate([random.choice(group, len(group)) for group in groups])
        found.append(np.mean([get_auc(said[rows], outcomes[rows]) for said in runs]))
    return tuple(np.quantile(found, [(1 - share) / 2, (1 + share) / 2]).tolist())


def count_gain(said, outcomes, losses, margins):
    """Return what refusing by expected result would have changed.

    A loan is refused where what is said to be lost on it is more than what is said to be
    earned; no cut-off is tuned to what came.

    :param losses: what each loan loses if it goes bad, ``margins`` what it earns if not
    :return: ``{refused, bad_refused, good_refused, saved, forgone, gain}``

    >>> count_gain([0.9, 0.1], [1, 0], [100, 100], [10, 20])["gain"]
    100.0
    """
    said, bad = np.asarray(said, dtype=float), np.asarray(outcomes, dtype=bool)
    losses, margins = np.asarray(losses, float), np.asarray(margins, float)
    refused = said * losses > (1 - said) * margins
    saved = float(losses[refused & bad].sum())
    forgone = float(margins[refused & ~bad].sum())
    return {
        "refused": int(refused.sum()),
        "bad_refused": int((refused & bad).sum()),
        "good_refused": int((refused & ~bad).sum()),
        "saved": saved,
        "forgone": forgone,
        "gain": saved - forgone,
    }
