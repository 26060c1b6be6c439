# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A scorecard learns what is there, and not what is not."""

import doctest
import json
import math
import random

import numpy as np

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_base.tools.measures import get_auc

from ..tools import score_evidence, score_trial, scorecard
from ..tools.score_evidence import learn_part
from ..tools.score_trial import cross_predict, deal_folds
from ..tools.scorecard import fit, predict, reasons


def make_loans(count=600, seed=1):
    """Return columns and outcomes; the burden, the home and silence tell something."""
    draw = random.Random(seed)
    columns = {"burden": [], "home": [], "income": [], "noise": [], "town": []}
    outcomes = []
    for _row in range(count):
        burden, home = draw.uniform(0, 1), draw.choice(["own", "rented"])
        income = draw.lognormvariate(11, 0.5) if draw.random() < 0.7 else None
        odds = -3 + 3 * burden + (home == "rented") + 1.5 * (income is None)
        outcomes.append(int(draw.random() < 1 / (1 + math.exp(-odds))))
        row = burden, home, income, draw.random(), f"town {draw.randrange(count)}"
        for values, value in zip(columns.values(), row, strict=True):
            values.append(value)
    return columns, outcomes


def pick(columns, row):
    return {name: values[row] for name, values in columns.items()}


@tagged("post_install", "-at_install")
class TestScorecard(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.columns, cls.outcomes = make_loans()
        cls.model = fit(cls.columns, cls.outcomes)

    def _score(self, **values):
        row = {**dict.fromkeys(self.columns), **values}
        return predict(self.model, {name: [value] for name, value in row.items()})[0]

    def test_examples_in_the_code_hold(self):
        for module in (score_evidence, score_trial, scorecard):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_unseen_loans_are_told_apart(self):
        others, outcomes = make_loans(seed=2)
        self.assertGreater(get_auc(predict(self.model, others), outcomes), 0.72)

    def test_as_much_is_said_as_came(self):
        said = np.mean(predict(self.model, self.columns))
        self.assertAlmostEqual(said, np.mean(self.outcomes), 4)

    def test_a_model_is_kept_as_json(self):
        kept = json.loads(json.dumps(self.model))
        self.assertEqual(predict(kept, self.columns), predict(self.model, self.columns))

    def test_no_row_can_be_read_from_a_model(self):
        """A word of few rows would name them: "town 17" is somebody's home."""
        self.assertNotIn("town 1", json.dumps(self.model))

    def test_the_same_rows_make_the_same_model(self):
        again = fit(dict(reversed(self.columns.items())), list(self.outcomes))
        self.assertEqual(again, self.model)

    def test_what_is_missing_tells_by_itself(self):
        known = self._score(burden=0.5, home="own", income=60_000)
        unknown = self._score(burden=0.5, home="own")
        # silence makes 1.5 of the log-odds, and 0.3 of the loans are silent
        odds = [math.log(said / (1 - said)) for said in (known, unknown)]
        self.assertGreater(odds[1] - odds[0], 1)
        for nothing in ("", float("nan")):
            self.assertEqual(
                self._score(burden=0.5, home="own", income=nothing), unknown
            )

    def test_an_unknown_word_tells_nothing_of_its_own(self):
        own, rented, other = (
            self._score(burden=0.5, home=home, income=60_000)
            for home in ("own", "rented", "a boat")
        )
        self.assertLess(own, other)
        self.assertLess(other, rented)

    def test_a_single_word_makes_words_of_a_column(self):
        """Wherever that row falls, the others are read as words too."""
        columns = {"code": [7, None, 7, None, "a"] + [7] * 25}
        for outcomes in ([0] * 30, [1, 0, 0] * 10):
            said = predict(fit(columns, outcomes), {"code": ["a", "b", 7, "7"]})
            self.assertEqual(said[2], said[3])

    def test_noise_is_not_believed(self):
        """Hundreds of towns with one loan each explain the past to the last row."""
        columns = {name: self.columns[name] for name in ("noise", "town")}
        outcomes = random.Random(3).choices([0, 0, 0, 1], k=len(self.outcomes))
        said = predict(fit(columns, outcomes), columns)
        self.assertLess(max(said) - min(said), 0.25)
        folds = deal_folds(outcomes, 5)
        unseen = cross_predict(fit, predict, columns, outcomes, folds)
        self.assertLess(abs(get_auc(unseen, outcomes) - 0.5), 0.1)

    def test_words_of_a_few_rows_each_are_not_believed(self):
        """Each of fifty shops has another share by chance; the next loans do not."""
        draw = random.Random(6)
        columns = {"shop": [f"shop {row % 50}" for row in range(750)]}
        outcomes = draw.choices([0, 0, 0, 1], k=750)
        said = predict(fit(columns, outcomes), columns)
        self.assertLess(np.std(said), 0.02)

    def test_no_weight_turns_a_characteristic_around(self):
        """What alone speaks against a client is never counted in his favour."""
        draw = np.random.default_rng(7)
        debt = draw.normal(size=1500)
        pay = debt + 0.5 * draw.normal(size=1500)
        came = draw.random(1500) < 1 / (1 + np.exp(1 - 3 * debt + 1.2 * pay))
        columns = {"debt": debt.tolist(), "pay": pay.tolist()}
        model = fit(columns, came)
        self.assertGreater(get_auc(pay, came), 0.6)
        self.assertEqual(list(model["parts"]), ["debt"])
        self.assertAlmostEqual(np.mean(predict(model, columns)), came.mean(), 4)

    def test_a_monotone_form_pools_what_turns_by_chance(self):
        draw = np.random.default_rng(8)
        age = np.arange(400) % 40
        came = (draw.random(400) < 0.5 - age / 100).astype(float)
        share = came.mean()
        turning = learn_part("age", age.tolist(), came, share, "bands")
        falling = learn_part("age", age.tolist(), came, share, "monotone")
        self.assertEqual(len(turning["evidence"]), 5)
        self.assertGreater(len(falling["evidence"]), 1)
        self.assertTrue((np.diff(falling["evidence"]) < 0).all())

    def test_reasons_add_up_to_the_score(self):
        said = predict(self.model, self.columns)
        for row in range(0, 60, 7):
            found = reasons(self.model, pick(self.columns, row))
            odds = self.model["average"] + sum(one["effect"] for one in found)
            self.assertAlmostEqual(1 / (1 + math.exp(-odds)), said[row], 9)
            sizes = [abs(one["effect"]) for one in found]
            self.assertEqual(sizes, sorted(sizes, reverse=True))

    def test_reasons_name_what_speaks_against_a_client(self):
        row = {**dict.fromkeys(self.columns), "burden": 0.97, "home": "own"}
        effects = {one["name"]: one for one in reasons(self.model, row)}
        self.assertGreater(effects["burden"]["effect"], 0.5)
        self.assertGreater(effects["income"]["effect"], 0.3)
        self.assertLess(effects["home"]["effect"], 0)
        self.assertEqual(effects["burden"]["value"], 0.97)

    def test_a_reason_tells_its_band(self):
        part = {
            "kind": "bands",
            "edges": [10.0, 20.0],
            "evidence": [0.0, 1.0, 2.0],
            "missing": 0.0,
            "weight": 1.0,
            "mean": 0.5,
        }
        model = {"schema": 1, "level": 0.0, "average": 0.5, "parts": {"age": part}}
        self.assertEqual(
            reasons(model, {"age": 10}),
            [{"name": "age", "value": 10, "band": [10.0, 20.0], "effect": 0.5}],
        )

    def test_one_outcome_only(self):
        for outcome in (0, 1):
            model = fit({"age": [20, 30, None]}, [outcome] * 3)
            (said,) = set(predict(model, {"age": [25, None]}))
            self.assertTrue(0 < said < 1)
            self.assertEqual(said > 0.5, bool(outcome))

    def test_outcomes_that_are_told_fully_apart(self):
        columns = {"age": list(range(100))}
        said = predict(fit(columns, [age >= 50 for age in range(100)]), columns)
        self.assertLess(max(said[:45]), 0.2)
        self.assertGreater(min(said[55:]), 0.8)

    def test_columns_that_say_nothing(self):
        columns = {"none": [None] * 40, "one": [7] * 40, "word": ["yes"] * 40}
        outcomes = [0, 0, 0, 1] * 10
        model = fit(columns, outcomes)
        self.assertEqual(model["parts"], {})
        self.assertAlmostEqual(predict(model, columns)[0], 0.25, 4)

    def test_nothing_to_score(self):
        empty = {name: [] for name in self.columns}
        self.assertEqual(predict(self.model, empty), [])

    def test_far_off_numbers_count_as_the_last_known(self):
        edge = self._score(burden=1.0)
        self.assertEqual(self._score(burden=1e9), self._score(burden=1e12))
        self.assertLess(abs(self._score(burden=1e9) - edge), 0.05)

    def test_bad_input_is_refused_with_a_sentence(self):
        row = {name: values[:1] for name, values in self.columns.items()}
        short = {**row, "burden": [1, 2]}
        no_burden = {name: row[name] for name in row if name != "burden"}
        for act, words in (
            (lambda: fit({"age": []}, []), "nothing to learn"),
            (lambda: fit({"age": [1, 2]}, [1]), "as many values"),
            (lambda: fit({"age": [1, math.inf]}, [1, 0]), "above"),
            (lambda: predict(self.model, {**row, "burden": ["much"]}), "not a word"),
            (lambda: predict(self.model, {**row, "burden": [math.inf]}), "above"),
            (lambda: predict(self.model, short), "differ in length"),
            (lambda: predict(self.model, no_burden), "asks for: burden"),
            (lambda: predict({"schema": 0}, row), "learn it anew"),
        ):
            with self.subTest(words=words), self.assertRaisesRegex(ValueError, words):
                act()


@tagged("post_install", "-at_install")
class TestScoreTrial(BaseCase):
    def test_nobody_is_judged_by_what_has_seen_him(self):
        """A model that knows its rows by heart knows nothing of others."""
        columns, outcomes = {"key": list(range(40))}, [0, 1] * 20

        def learn(columns, outcomes):
            return dict(zip(columns["key"], outcomes, strict=True))

        def recall(model, columns):
            return [model.get(key, 0.5) for key in columns["key"]]

        said = cross_predict(learn, recall, columns, outcomes, deal_folds(outcomes, 4))
        self.assertEqual(set(said), {0.5})

    def test_folds_have_both_outcomes(self):
        outcomes = [1] * 10 + [0] * 90
        folds = deal_folds(outcomes, 5)
        for part in range(5):
            self.assertEqual(sum(np.array(outcomes)[folds == part]), 2)
            self.assertEqual(sum(folds == part), 20)

    def test_an_interval_holds_its_mean_and_narrows(self):
        draw, widths = np.random.default_rng(1), []
        for count in (100, 1600):
            outcomes = np.arange(count) % 4 == 0
            said = outcomes + draw.normal(size=count)
            low, high = score_trial.get_interval([said], outcomes, draws=300)
            self.assertTrue(low < get_auc(said, outcomes) < high)
            widths.append(high - low)
        self.assertLess(widths[1], widths[0] / 2)

    def test_what_refusing_would_have_cost(self):
        found = score_trial.count_gain(
            [0.5, 0.5, 0.1, 0.1], [1, 0, 1, 0], [100] * 4, [20] * 4
        )
        self.assertEqual(
            found,
            {
                "refused": 2,
                "bad_refused": 1,
                "good_refused": 1,
                "saved": 100.0,
                "forgone": 20.0,
                "gain": 80.0,
            },
        )
