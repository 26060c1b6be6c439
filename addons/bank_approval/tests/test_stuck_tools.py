# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for every model of waiting, whatever it has learned from."""

import doctest
import unittest

import numpy as np

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_base.tools.clock import HOURS, Term, WeekLine, WorkCalendar
from odoo.addons.bank_base.tools.clock_columns import WorkTime

from ..tools import hazard, queues, stuck, stuck_trial, waiting

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)
_odds = st.floats(-8, 8)
_curve_odds = st.lists(_odds, min_size=1, max_size=12)
START = 1_767_596_400  # a Monday in January
HOUR = 3600


def _make_work():
    lines = [WeekLine(day, 9 * 60, 17 * 60) for day in range(5)]
    return WorkTime(WorkCalendar("UTC", lines))


def _make_rows(work, waits, **columns):
    """Rows that begin two hours apart and wait so many working hours."""
    count = len(waits)
    starts = work.add_work(
        np.full(count, START), np.arange(count, dtype=np.int64) * 2 * HOUR + 1
    )
    ends = work.add_work(starts, (np.array(waits) * HOUR).astype(np.int64))
    usual = {
        "key": range(count),
        "request": range(count),
        "person": [1] * count,
        "kind": ["visa"] * count,
        "step": ["Lawyer"] * count,
        "product": ["7"] * count,
        "branch": ["2"] * count,
        "amount": [1e6] * count,
        "start": starts,
        "end": ends,
        "answered": [True] * count,
        "due": work.get_due(Term(HOURS, 16), starts),
        "lacks": [0] * count,
        "asked": [1] * count,
        "round": [1] * count,
    } | columns
    order = [one.name for one in waiting.FIELDS]
    return waiting.read(list(zip(*(usual[name] for name in order), strict=True)))


@tagged("post_install", "-at_install")
class TestStuckTools(BaseCase):
    def test_examples(self):
        for module in (waiting, hazard, stuck, stuck_trial, queues):
            self.assertEqual(doctest.testmod(module).failed, 0)

    @_quick
    @given(_curve_odds)
    def test_chances_of_all_ends_are_one(self, odds):
        curve = hazard.survive(np.array([odds]))[0]
        ends = -np.diff(np.concatenate([[1.0], curve]))
        self.assertTrue((ends >= -1e-12).all())
        self.assertAlmostEqual(float(ends.sum() + curve[-1]), 1)

    @_quick
    @given(_curve_odds, st.floats(0, 40), st.floats(0, 40))
    def test_the_longer_the_less_likely_it_waits(self, odds, one, two):
        curve = hazard.survive(np.array([odds]))
        early, late = sorted((one * HOUR, two * HOUR))
        risks = [hazard.miss(curve, np.array([left]))[0] for left in (early, late)]
        self.assertGreaterEqual(risks[0], risks[1] - 1e-12)
        self.assertTrue(0 <= risks[1] <= risks[0] <= 1)

    @_quick
    @given(_curve_odds)
    def test_lengths_grow_with_the_share(self, odds):
        curve = hazard.survive(np.array([odds]))
        lengths = [
            hazard.find_length(curve, share)[0] for share in (0.1, 0.5, 0.9, 0.99)
        ]
        reached = [length for length in lengths if length >= 0]
        self.assertEqual(reached, sorted(reached))
        self.assertEqual(lengths[: len(reached)], reached)

    @_quick
    @given(st.lists(_odds, min_size=1, max_size=6), st.data())
    def test_more_answers_needed_take_longer(self, odds, data):
        curves = hazard.survive(np.array(odds)[:, None])
        turns = np.zeros(len(odds), dtype=int)
        waits = [
            hazard.join(curves, turns, np.array([needed]))[0, 0]
            for needed in range(1, len(odds) + 1)
        ]
        self.assertEqual([round(one, 9) for one in waits],
                         sorted(round(one, 9) for one in waits))  # fmt: skip
        self.assertAlmostEqual(waits[0], float(np.prod(curves[:, 0])))
        self.assertAlmostEqual(waits[-1], 1 - float(np.prod(1 - curves[:, 0])))

    @_quick
    @given(st.floats(-3, 3), st.lists(st.integers(0, 80), min_size=2, max_size=8))
    def test_risk_follows_the_sign_of_the_load(self, slope, loads):
        work = _make_work()
        count = len(loads)
        rows = _make_rows(
            work, [1] * count, start=[START] * count, due=[START + 30 * HOUR] * count
        )
        model = hazard.Hazard(-1.5, {"load": [slope, 1.0]})
        outlook = stuck.Outlook(
            model, rows, work, waiting.Spans(), rows.start, np.sort(loads)
        )
        steps = np.diff(outlook.get_risk())
        self.assertTrue((steps <= 1e-9).all() if slope > 0 else (steps >= -1e-9).all())

    def test_nothing_learned_gives_numbers_all_the_same(self):
        work = _make_work()
        nobody = waiting.read([])
        model = stuck.learn(nobody, work, waiting.Spans())
        rows = _make_rows(work, [1, 2])
        outlook = stuck.Outlook(model, rows, work, waiting.Spans(), rows.start, [0, 3])
        self.assertTrue(np.isfinite(outlook.get_risk()).all())
        for gains in outlook.explain().values():
            self.assertTrue(np.isfinite(gains).all())
        empty = stuck.Outlook(model, nobody, work, waiting.Spans(), START, [])
        self.assertEqual(len(empty.get_risk()), 0)
        _model, figures, _cases = stuck_trial.try_out(
            nobody, work, waiting.Spans(), START, START
        )
        self.assertFalse(figures.is_better)

    def test_whoever_has_few_rows_is_drawn_to_the_others(self):
        draw = np.random.default_rng(7)
        work = _make_work()
        persons = [1] * 400 + [2] * 400 + [3] * 400 + [4] * 4 + [5] * 400
        means = {1: 3, 2: 5, 3: 8, 4: 20, 5: 20}
        waits = [0.1 + draw.exponential(means[person]) for person in persons]
        rows = _make_rows(work, waits, person=persons)
        model = stuck.learn(rows, work, waiting.Spans())
        effects = model.effects["person"]
        # as slow as each other; the one with four answers is believed less
        self.assertLess(effects["5"], effects["4"])
        self.assertLess(effects["4"], effects["1"])
        self.assertGreater(effects["1"], effects["2"])

    @_quick
    @given(st.floats(0, 1), st.floats(0, 1), st.floats(-3, 3), st.floats(0.1, 3))
    def test_risks_keep_their_order_when_they_are_toned(self, one, two, add, times):
        low, high = hazard.Hazard(temper=[add, times]).tone(np.sort([one, two]))
        self.assertTrue(0 <= low <= high <= 1)

    def test_what_is_unknown_has_no_effect(self):
        model = hazard.Hazard(effects={"person": {"1": 0.5}})
        self.assertEqual(model.get_effect("person", [1, 9]).tolist(), [0.5, 0.0])

    def test_learning_knows_nothing_of_later_answers(self):
        work = _make_work()
        rows = _make_rows(work, [40, 1])
        border = int(rows.start[1])
        past = stuck_trial.cut(rows, border)
        self.assertEqual(past.answered.tolist(), [False])
        self.assertEqual(past.end.tolist(), [border])

    def test_the_rule_is_given_the_shares_of_the_past(self):
        work = _make_work()
        rows = _make_rows(work, [1, 30, 30, 1])
        cases = stuck_trial.find_cases(rows, work, int(rows.end.max()) + 10**6)
        said = stuck_trial.apply_rule(cases, cases)
        self.assertAlmostEqual(said.mean(), cases.late.mean())
        self.assertEqual(said[cases.looks == 0].tolist(), [0.5] * 4)

    def test_the_same_people_play_the_past_as_it_was(self):
        asked, answered = [0, 1, 2, 30], [5, 9, 10, 31]
        services = queues.find_services(asked, answered)
        terms = queues.play(asked, services, 1)
        self.assertEqual(terms, [end - start for start, end in zip(asked, answered)])

    @_quick
    @given(
        st.lists(
            st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1, max_size=20
        ),
        st.integers(1, 4),
    )
    def test_nobody_waits_longer_with_one_more(self, matters, people):
        asked = [one for one, _two in matters]
        services = [two for _one, two in matters]
        now = queues.play(asked, services, people)
        then = queues.play(asked, services, people + 1)
        self.assertTrue(all(two <= one for one, two in zip(now, then)))
