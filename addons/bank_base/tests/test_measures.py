# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_base.tools import logistic, measures

# few values: many ties
CASES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.9, 1.0]), st.booleans()),
    min_size=1,
    max_size=30,
)


@tagged("post_install", "-at_install")
class TestMeasures(BaseCase):
    def test_examples_in_the_code_hold(self):
        for module in (logistic, measures):
            found = doctest.testmod(module)
            self.assertFalse(found.failed)
            self.assertGreater(found.attempted, 2)

    @settings(max_examples=200, deadline=None)
    @given(CASES)
    def test_order_is_that_of_all_pairs(self, cases):
        said, came = zip(*cases, strict=True)
        pairs = product(
            [one for one, true in cases if true],
            [one for one, true in cases if not true],
        )
        counted = [(one > other) + (one == other) / 2 for one, other in pairs]
        found = measures.get_auc(said, came)
        if counted:
            self.assertAlmostEqual(found, sum(counted) / len(counted))
        else:
            self.assertTrue(np.isnan(found))

    @settings(max_examples=100, deadline=None)
    @given(CASES, st.integers(1, 12))
    def test_parts_and_bands_hold_every_case_once(self, cases, parts):
        said, came = zip(*cases, strict=True)
        bands = measures.get_bands(said, came, parts)
        rows = [row[1:] for row in bands]
        for table in (measures.get_reliability(said, came, parts=parts), rows):
            self.assertEqual(sum(row[0] for row in table), len(cases))
            total = sum(row[0] * row[2] for row in table)
            self.assertAlmostEqual(total, sum(came), places=3)
            self.assertEqual([row[1] for row in table], sorted(row[1] for row in table))
        error = measures.get_calibration_error(bands)
        self.assertTrue(0 <= error <= 1)

    @settings(max_examples=100, deadline=None)
    @given(CASES)
    def test_saying_what_came_is_best(self, cases):
        said, came = zip(*cases, strict=True)
        for measure in (measures.get_brier, measures.get_log_loss):
            self.assertLessEqual(measure(came, came), measure(said, came))

    def test_calibration_tells_what_is_said_too_strongly(self):
        draw = np.random.default_rng(2)
        odds = draw.normal(-1, 1, 20_000)
        came = draw.random(20_000) < logistic.expit(odds)
        for times, slope in ((1, 1), (2, 0.5), (0.5, 2)):
            found = measures.get_calibration(logistic.expit(odds * times), came)
            self.assertAlmostEqual(found[1], slope, delta=0.05 * slope)
        level, _slope = measures.get_calibration(logistic.expit(odds - 1), came)
        self.assertAlmostEqual(level, 1, delta=0.05)
