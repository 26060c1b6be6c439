# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scorecard on loans it has not seen, and a thousand applications in one pass.

``scoring_berka`` needs the folder ``berka`` in the one named by BANK_DATA (default
``../shared/data`` beside the repository). Each loan is judged by scorecards learned from
nine tenths without it, in REPEATS ways to deal them out; how a scorecard is learned is
chosen anew within each nine tenths. Beside it, dealt out the same: amount and term alone,
and scikit-learn's logistic regression over the same columns. Last, learned from the older
loans only and judged on the newest.
"""

import json
import os
import random
from pathlib import Path

import numpy as np

from odoo.addons.bank_base.tools import measures
from odoo.addons.bank_demo.tools.berka import read_bank
from odoo.addons.bank_loan_pipeline.tools import score_trial, scorecard

from .scoring_loans import DATED, UNDATED, Loans
from .timing import median, once

ROOT = Path(__file__).resolve().parents[2]
PARTS, REPEATS, DRAWS = 10, 5, 1000
NEWEST = 0.75
APPLICATIONS, LEARNED = 1000, 2000
# the set does not say what a loan earned or lost: assumptions, told in the line
LOST_SHARE, MARGIN_A_YEAR = 0.5, 0.05


class Plain:
    """scikit-learn's logistic regression, numbers scaled, words as columns of their own."""

    def __init__(self):
        from sklearn.compose import make_column_transformer
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import OneHotEncoder, StandardScaler

        self.parts = lambda words, numbers: make_pipeline(
            make_column_transformer(
                (OneHotEncoder(handle_unknown="ignore"), words),
                (make_pipeline(SimpleImputer(), StandardScaler()), numbers),
            ),
            LogisticRegression(max_iter=1000),
        )

    @staticmethod
    def read(columns, kept=None):
        """Return the columns as arrays, those without any value left out."""
        found = {}
        for name, values in columns.items():
            is_word = any(isinstance(value, str) for value in values)
            if kept is None and all(value is None for value in values):
                continue
            if is_word:
                found[name] = [str(value) for value in values]
            else:
                found[name] = np.array(values, dtype=float)
        names = [name for name in kept or found if name in found]
        table = np.column_stack([np.array(found[name], dtype=object) for name in names])
        words = [i for i, name in enumerate(names) if isinstance(found[name], list)]
        return names, table, words

    def fit(self, columns, outcomes):
        names, table, words = self.read(columns)
        numbers = [place for place in range(len(names)) if place not in words]
        return names, self.parts(words, numbers).fit(table, outcomes)

    def predict(self, model, columns):
        names, pipeline = model
        _names, table, _words = self.read(columns, names)
        return pipeline.predict_proba(table)[:, 1]


def try_out(fit, predict, columns, outcomes):
    """Return what was said of each row unseen, for each way to deal the rows out."""
    return [
        score_trial.cross_predict(
            fit, predict, columns, outcomes,
            score_trial.deal_folds(outcomes, PARTS, seed),
        )
        for seed in range(1, REPEATS + 1)
    ]  # fmt: skip


def show(name, runs, outcomes, losses, margins):
    """Print one JSON line; figures are means over the ways to deal the rows out."""
    bad = np.asarray(outcomes)
    interval = score_trial.get_interval(runs, outcomes, DRAWS)
    level, slope = np.mean([measures.get_calibration(r, bad) for r in runs], axis=0)
    base = np.full(len(bad), bad.mean())
    areas = [measures.get_auc(run, bad) for run in runs]
    line = {
        "measure": name,
        "loans": len(bad),
        "bad": int(bad.sum()),
        "auc": round(float(np.mean(areas)), 3),
        "auc_of_ways": [round(min(areas), 3), round(max(areas), 3)],
        "auc_95": [round(bound, 3) for bound in interval],
        "brier": round(float(np.mean([measures.get_brier(r, bad) for r in runs])), 4),
        "brier_of_the_share": round(measures.get_brier(base, bad), 4),
        "calibration_level": round(float(level), 3),
        "calibration_slope": round(float(slope), 3),
    }
    gains = [score_trial.count_gain(r, bad, losses, margins) for r in runs]
    for key in gains[0]:
        line[key] = round(float(np.mean([gain[key] for gain in gains])), 1)
    print(json.dumps(line))


def show_later(name, columns, outcomes, days):
    """Learn from the older three quarters of loans, show the figures of the newest."""
    border, outcomes = np.quantile(days, NEWEST), np.asarray(outcomes)
    past, later = np.flatnonzero(days < border), np.flatnonzero(days >= border)
    model = scorecard.fit(score_trial.choose_rows(columns, past), outcomes[past])
    unseen = score_trial.choose_rows(columns, later)
    said, came = np.array(scorecard.predict(model, unseen)), outcomes[later]
    interval = score_trial.get_interval([said], came, DRAWS)
    line = {
        "measure": name,
        "loans": len(later),
        "bad": int(came.sum()),
        "auc": round(measures.get_auc(said, came), 3),
        "auc_95": [round(bound, 3) for bound in interval],
        "said": round(float(said.mean()), 4),
        "went_bad": round(float(came.mean()), 4),
        "went_bad_before": round(float(outcomes[past].mean()), 4),
    }
    print(json.dumps(line))


def show_table(said, outcomes):
    """Print what was said and what came, by fifths of the loans."""
    for count, mean, share in measures.get_reliability(said, outcomes, parts=5):
        print(f"  {count:4d} loans, said {mean:.3f}, went bad {share:.3f}")


def measure_berka(_env, _count):
    folder = Path(os.environ.get("BANK_DATA", ROOT.parent / "shared" / "data"), "berka")
    if not folder.is_dir():
        print(f"No {folder}: set BANK_DATA to measure on real loans.")
        return dict.fromkeys(("ours_s", "floor_s", "stock_s"))
    return judge(Loans(read_bank(folder)))


def judge(loans):
    """Print the figures of loans whose outcome is known; return the times of learning."""
    outcomes, dated = loans.get_outcomes(), loans.get_columns(DATED)
    amounts, months = np.array(dated["amount"]), np.array(dated["months"])
    losses = LOST_SHARE * amounts
    # what is owed falls evenly: half of the amount over the whole term
    margins = MARGIN_A_YEAR * amounts / 2 * months / 12
    plain, both = Plain(), loans.get_columns(DATED + UNDATED)
    _judge_all(loans, plain, both, losses, margins)
    days = np.array([row.granted.toordinal() for row in loans.rows])
    show_later("scoring_dated_later", dated, outcomes, days)
    show_later("scoring_with_undated_later", both, outcomes, days)
    seen = [value for value in dated["operations"] if value is not None]
    return {
        "ours_s": once(lambda: scorecard.fit(dated, outcomes)),
        "floor_s": once(lambda: plain.fit(dated, outcomes)),
        "stock_s": None,
        "with_operations": len(seen),
        "lost_share": LOST_SHARE,
        "margin_a_year": MARGIN_A_YEAR,
    }


def _judge_all(loans, plain, both, losses, margins):
    """Show ours and the plain machine on what is dated, on all, on the least."""
    outcomes, dated = loans.get_outcomes(), loans.get_columns(DATED)
    short = loans.get_columns(("amount", "months"))
    for name, (fit, predict), columns in (
        ("scoring_dated", (scorecard.fit, scorecard.predict), dated),
        ("scoring_with_undated", (scorecard.fit, scorecard.predict), both),
        ("scoring_amount_and_term", (scorecard.fit, scorecard.predict), short),
        ("scoring_dated_plain", (plain.fit, plain.predict), dated),
        ("scoring_with_undated_plain", (plain.fit, plain.predict), both),
    ):
        runs = try_out(fit, predict, columns, outcomes)
        show(name, runs, outcomes, losses, margins)
        if fit == scorecard.fit:
            show_table(np.mean(runs, axis=0), outcomes)


def make_loans(count, seed=1):
    """Return columns and outcomes of a made-up portfolio, some values unknown."""
    draw = random.Random(seed)
    columns = {name: [] for name in ("amount", "months", "age", "income", "region")}
    outcomes = []
    for _row in range(count):
        amount, income = draw.uniform(5e4, 2e6), draw.lognormvariate(11, 0.6)
        months, age = draw.choice([12, 24, 36, 60]), draw.uniform(20, 70)
        odds = -2 + 0.4 * (amount / months / income) - 0.02 * (age - 40)
        outcomes.append(draw.random() < 1 / (1 + 2.718281828**-odds))
        known = income if draw.random() < 0.9 else None
        row = amount, months, age, known, f"region {draw.randrange(15)}"
        for name, value in zip(columns, row, strict=True):
            columns[name].append(value)
    return columns, outcomes


def measure_pass(_env, _count):
    """Score applications at once and tell the reasons of each; the floor only scores."""
    past, outcomes = make_loans(LEARNED)
    columns, _unknown = make_loans(APPLICATIONS, seed=2)
    model, plain = scorecard.fit(past, outcomes), Plain()
    machine = plain.fit(past, outcomes)
    rows = [
        dict(zip(columns, values, strict=True))
        for values in zip(*columns.values(), strict=True)
    ]
    return {
        "ours_s": median(lambda: scorecard.predict(model, columns)),
        "floor_s": median(lambda: plain.predict(machine, columns)),
        "stock_s": None,
        "applications": APPLICATIONS,
        "reasons_s": median(lambda: [scorecard.reasons(model, row) for row in rows]),
    }


MEASURES = {"scoring_berka": measure_berka, "scoring_pass": measure_pass}
