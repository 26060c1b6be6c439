# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import chance

ROWS = st.lists(
    st.tuples(
        st.floats(0, 1), st.floats(-50, 50), st.floats(0, 1e7), st.integers(0, 1)
    ),
    min_size=1,
    max_size=40,
)


@tagged("post_install", "-at_install")
class TestChanceTool(BaseCase):
    def _learn(self, rows):
        stages, *values, won = np.array(rows, dtype=float).T
        values = np.column_stack(values)
        return chance.train("ab", stages, values, won), stages, values, won

    def test_examples(self):
        self.assertFalse(doctest.testmod(chance).failed)
        self.assertGreater(doctest.testmod(chance).attempted, 2)

    @settings(max_examples=100, deadline=None)
    @given(ROWS)
    def test_a_chance_is_a_share_and_its_parts_sum_to_it(self, rows):
        found, stages, values, _won = self._learn(rows)
        chances = found.predict(stages, values)
        self.assertTrue(((chances > 0) & (chances < 1)).all())
        sums = chance.logit(stages) + found.level + found.get_parts(values).sum(axis=1)
        np.testing.assert_allclose(chances, chance.expit(sums))

    @settings(max_examples=100, deadline=None)
    @given(ROWS)
    def test_it_foretells_what_it_has_seen_no_worse_than_the_stages(self, rows):
        """By the likelihood, which it is learned by; the prior only holds it back."""
        found, stages, values, won = self._learn(rows)

        def get_loss(chances):
            return -np.log(np.where(won > 0, chances, 1 - chances)).sum()

        stage_only = chance.expit(chance.logit(stages))
        loss = get_loss(found.predict(stages, values))
        self.assertLessEqual(loss, get_loss(stage_only) + 1e-6)

    def test_few_deals_stay_with_the_stage_many_do_not(self):
        """The same lesson, three deals and three thousand."""
        gaps = []
        for count in (3, 3000):
            values = np.tile([[1.0, 0.0]], (count, 1))
            found = chance.train("ab", [0.3] * count, values, [1] * count)
            gaps.append(float(found.predict([0.3], [[1.0, 0.0]])[0]) - 0.3)
        self.assertLess(gaps[0], 0.3)
        self.assertGreater(gaps[1], 0.6)

    def test_what_made_the_deals_is_found(self):
        random = np.random.default_rng(4)
        values = random.normal(size=(20_000, 2))
        odds = chance.logit(np.full(20_000, 0.3)) + 0.2 + values @ [0.8, -0.5]
        won = random.random(20_000) < chance.expit(odds)
        found = chance.train("ab", np.full(20_000, 0.3), values, won)
        np.testing.assert_allclose(found.weights, [0.8, -0.5], atol=0.05)
        self.assertAlmostEqual(found.level, 0.2, delta=0.05)
        self.assertAlmostEqual(
            found.predict(np.full(20_000, 0.3), values).mean(), won.mean(), delta=0.01
        )
