# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A scorecard learned from what became of earlier loans.

The log-odds of an outcome are a sum over characteristics::

    logit P(outcome) = level + sum(weight * evidence of the value)

What each characteristic tells alone is its *evidence* (``score_evidence.py``); the
weights, learned together, take away what two of them tell twice. A weight below zero
would turn around what the characteristic tells alone, and nobody could explain it to the
client: such a one is left out. How numbers are read and how strongly weights are drawn to
zero is chosen by cross-validation within the rows that are learned from.

Columns are ``{name: values}``; values are numbers or words, None where nothing is known.
What is learned is plain JSON and says nothing about single clients.
"""

import numpy as np

from odoo.addons.bank_base.tools.logistic import expit, find_weights
from odoo.addons.bank_base.tools.measures import get_log_loss
from odoo.addons.bank_deals.tools.chance import logit

from .score_evidence import FORMS, find_band, is_words, learn_part, read_part
from .score_trial import choose_rows, deal_folds

SCHEMA = 1
# strongest first: of two equally good the more cautious is taken
PENALTIES = (32.0, 8.0, 2.0, 0.5)
FOLDS = 5
# a level of the bank as a whole is known best: hardly any prior
FREE = 1e-6


def fit(columns, outcomes):
    """Return a model of rows and of what came of them.

    :param outcomes: for each row whether it came, truly or 1 (a loan went bad)
    """
    outcomes = _check(columns, outcomes)
    # of all rows: those of a fold may lack the only word
    words = {name for name, values in columns.items() if is_words(values)}
    form, penalty = _choose(columns, outcomes, words)
    evidence = _Evidence(columns, outcomes, form, words)
    return evidence.join(penalty)


def predict(model, columns):
    """Return a probability for each row, a list; all columns learned from are wanted."""
    used = _read_used(model, columns)
    lengths = {len(values) for values in columns.values()}
    if len(lengths) > 1:
        raise ValueError("The columns differ in length.")
    odds = np.full(lengths.pop() if lengths else 0, model["level"])
    for values in used.values():
        odds = odds + values
    return expit(odds).tolist()


def reasons(model, row):
    """Return what makes the score of one row, the strongest first.

    :param row: ``{name: value}``
    :return: ``[{"name", "value", "band", "effect"}]``; the effect is on the log-odds,
        against an average row, above zero where it speaks for the outcome. Effects and
        ``model["average"]`` add up to the log-odds of the score.
    """
    found = []
    used = _read_used(model, {name: [value] for name, value in row.items()})
    for name, (effect,) in used.items():
        part = model["parts"][name]
        effect = float(effect) - part["mean"]
        band = find_band(part, row[name])
        found.append({"name": name, "value": row[name], "band": band, "effect": effect})
    return sorted(found, key=lambda reason: (-abs(reason["effect"]), reason["name"]))


def _read_used(model, columns):
    """Return the weighted evidence of the characteristics that a model uses."""
    if model.get("schema") != SCHEMA:
        raise ValueError("The model was learned by another version: learn it anew.")
    missing = sorted(model["parts"].keys() - columns.keys())
    if missing:
        raise ValueError(f"The scorecard also asks for: {', '.join(missing)}.")
    return {
        name: part["weight"] * read_part(name, part, columns[name])
        for name, part in model["parts"].items()
    }


def _check(columns, outcomes):
    outcomes = np.array([bool(outcome) for outcome in outcomes], dtype=float)
    if not len(outcomes):
        raise ValueError("There is nothing to learn from: no row has an outcome.")
    for name, values in columns.items():
        if len(values) != len(outcomes):
            raise ValueError(f"{name}: as many values as outcomes are wanted.")
    return outcomes


class _Evidence:
    """What each characteristic tells, learned in one form; joined by any penalty."""

    def __init__(self, columns, outcomes, form, words):
        self.outcomes, self.form = outcomes, form
        self.forms = {
            name: "words" if name in words else form for name in sorted(columns)
        }
        # a share of none and of all have no log-odds
        self.base = (outcomes.sum() + 0.5) / (len(outcomes) + 1)
        self.parts = self._learn(columns, outcomes)
        self.design = self.read(columns, len(outcomes))
        self.honest = self._read_unseen(columns)

    def _learn(self, columns, outcomes):
        return {
            name: learn_part(name, columns[name], outcomes, self.base, form)
            for name, form in self.forms.items()
        }

    def read(self, columns, count, parts=None):
        found = [
            read_part(name, part, columns[name])
            for name, part in (parts or self.parts).items()
        ]
        return np.column_stack([np.ones(count), *found])

    def _read_unseen(self, columns):
        """Return the evidence of rows as those tell it that are not of their fold.

        What a row says of itself is no evidence: weights learned from it would trust a
        characteristic of many rare words most of all.
        """
        design = np.zeros_like(self.design)
        folds = deal_folds(self.outcomes, FOLDS, seed=1)
        for part in np.unique(folds):
            seen, unseen = np.flatnonzero(folds != part), np.flatnonzero(folds == part)
            past, rest = choose_rows(columns, seen), choose_rows(columns, unseen)
            parts = self._learn(past, self.outcomes[seen])
            design[unseen] = self.read(rest, len(unseen), parts)
        return design

    def weigh(self, penalty):
        """Return level and weights; those below zero are left out, one after another."""
        offset = np.full(len(self.outcomes), logit(self.base))
        used = (np.ptp(self.honest, axis=0) > 0) & (np.ptp(self.design, axis=0) > 0)
        used[0] = True
        weights = np.zeros(len(used))
        while True:
            precision = np.full(used.sum(), penalty)
            precision[0] = FREE
            weights[:] = 0
            weights[used] = find_weights(
                self.honest[:, used], offset, self.outcomes, precision
            )
            worst = 1 + np.argmin(weights[1:]) if len(weights) > 1 else 0
            if not worst or weights[worst] >= 0:
                break
            used[worst] = False
        return self._level(weights)

    def _level(self, weights):
        """Return the weights with the level at which as much is said as came."""
        weights[0] = logit(self.base)
        more = find_weights(
            self.design[:, :1], self.design @ weights, self.outcomes, np.array([FREE])
        )
        weights[0] += more[0]
        return weights

    def join(self, penalty):
        level, *weights = self.weigh(penalty).tolist()
        parts, average = {}, level
        means = self.design.mean(axis=0).tolist()[1:]
        for (name, part), weight, mean in zip(self.parts.items(), weights, means):
            if weight > 0:
                parts[name] = {**part, "weight": weight, "mean": weight * mean}
                average += weight * mean
        return {
            "schema": SCHEMA,
            "form": self.form,
            "penalty": penalty,
            "count": len(self.outcomes),
            "base": float(self.base),
            "level": level,
            "average": average,
            "parts": parts,
        }


def _choose(columns, outcomes, words):
    """Return the form and the penalty that say best what they have not seen."""
    fewest = int(min(outcomes.sum(), len(outcomes) - outcomes.sum()))
    if fewest < FOLDS or not columns:
        return FORMS[0], PENALTIES[0]
    folds = deal_folds(outcomes, FOLDS)
    said = {
        (form, penalty): np.zeros(len(outcomes))
        for penalty in PENALTIES
        for form in FORMS
    }
    for part in range(FOLDS):
        seen, unseen = np.flatnonzero(folds != part), np.flatnonzero(folds == part)
        past, rest = choose_rows(columns, seen), choose_rows(columns, unseen)
        for form in FORMS:
            evidence = _Evidence(past, outcomes[seen], form, words)
            design = evidence.read(rest, len(unseen))
            for penalty in PENALTIES:
                odds = design @ evidence.weigh(penalty)
                said[form, penalty][unseen] = expit(odds)
    return min(said, key=lambda chosen: get_log_loss(said[chosen], outcomes))
