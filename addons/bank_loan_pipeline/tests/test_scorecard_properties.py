# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for every scorecard."""

import json
import math
import unittest

import numpy as np

from odoo.tests import BaseCase, tagged

from ..tools.score_evidence import learn_part, pool, read_part, weigh
from ..tools.scorecard import fit, predict, reasons

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)
_number = st.none() | st.floats(-1e15, 1e15) | st.integers(-5, 5)
_word = st.none() | st.sampled_from(["", "a", "b", "ё"])


@st.composite
def _loans(draw):
    count = draw(st.integers(1, 60))
    columns = {
        name: draw(st.lists(values, min_size=count, max_size=count))
        for name, values in (("one", _number), ("two", _number), ("word", _word))
    }
    outcomes = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return columns, outcomes


@st.composite
def _bands(draw):
    count = np.array(draw(st.lists(st.integers(0, 50), min_size=1, max_size=12)))
    shares = draw(st.lists(st.floats(0, 1), min_size=len(count), max_size=len(count)))
    return np.floor(count * shares), count.astype(float)


@tagged("post_install", "-at_install")
class TestScorecardProperties(BaseCase):
    @_quick
    @given(_loans())
    def test_whatever_is_learned_scores_whatever_comes(self, loans):
        columns, outcomes = loans
        model = json.loads(json.dumps(fit(columns, outcomes), allow_nan=False))
        said = predict(model, columns)
        self.assertTrue(all(0 < chance < 1 for chance in said))
        self.assertAlmostEqual(
            np.mean(said), (sum(outcomes)) / len(outcomes), delta=0.5 / len(outcomes)
        )
        row = {name: values[0] for name, values in columns.items()}
        odds = model["average"] + sum(one["effect"] for one in reasons(model, row))
        self.assertAlmostEqual(1 / (1 + math.exp(-odds)), said[0], 9)

    @_quick
    @given(_bands(), st.sampled_from([1, -1]))
    def test_pooled_bands_rise_or_fall_all_along(self, bands, sign):
        bad, count = bands
        starts = pool(bad, count, sign)
        self.assertEqual(starts[0], 0)
        self.assertEqual(starts, sorted(set(starts)))
        # what is drawn to the share of all keeps its order only with all rows' share
        base = (bad.sum() + 0.5) / (count.sum() + 1)
        evidence = weigh(
            np.add.reduceat(bad, starts), np.add.reduceat(count, starts), base
        )
        self.assertTrue((sign * np.diff(evidence) > 0).all())

    @_quick
    @given(_loans())
    def test_a_monotone_scorecard_never_turns(self, loans):
        columns, outcomes = loans
        outcomes = np.array(outcomes, dtype=float)
        base = (outcomes.sum() + 0.5) / (len(outcomes) + 1)
        part = learn_part("one", columns["one"], outcomes, base, "monotone")
        numbers = sorted(value for value in columns["one"] if value is not None)
        steps = np.diff(read_part("one", part, numbers))
        self.assertTrue((steps >= 0).all() or (steps <= 0).all())
