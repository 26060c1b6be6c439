# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A route walked step by step, and what holds for every route."""

import unittest

from odoo.tests import BaseCase, tagged

from ..tools.route import (
    RouteError,
    Step,
    check_route,
    find_repeats,
    find_restarts,
    find_returns,
    find_waves,
    stand,
)

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=200, deadline=None, derandomize=True, database=None)
_PARTS = ("amount", "term", "charter", "passport")
_RESULTS = (None, "approved", "conditional", "rejected", "no_quorum")

LOAN = [
    Step("head", 10, parts=frozenset({"amount"}), level=1),
    Step("law", 20, "expertise", frozenset({"charter"}), is_advice=True),
    Step("safe", 21, "expertise", frozenset({"passport"})),
    Step("risk", 22, "expertise", frozenset({"amount"}), return_to="head"),
    Step("board", 40, builds_on=frozenset({"law", "safe", "risk"}),
         parts=frozenset({"amount"}), level=2),
]  # fmt: skip


@st.composite
def _routes(draw):
    size = draw(st.integers(1, 7))
    steps = []
    for key in range(size):
        earlier = frozenset(draw(st.sets(st.integers(0, key - 1)))) if key else ()
        steps.append(
            Step(
                key,
                sequence=10 * key,
                parts=frozenset(draw(st.sets(st.sampled_from(_PARTS)))),
                builds_on=frozenset(earlier),
                level=draw(st.integers(0, 2)),
                is_advice=draw(st.booleans()),
                return_to=draw(st.sampled_from([None, *range(key)])),
            )
        )
    return steps


@tagged("post_install", "-at_install")
class TestRouteTools(BaseCase):
    def test_parallel_steps_open_together(self):
        check_route(LOAN)
        self.assertEqual(stand(LOAN, {}).open, ("head",))
        self.assertEqual(stand(LOAN, {}).waiting, ("law", "safe", "risk", "board"))
        found = stand(LOAN, {"head": "approved", "safe": "approved"})
        self.assertEqual((found.open, found.waiting), (("law", "risk"), ("board",)))

    def test_refusal_cancels_the_others(self):
        found = stand(LOAN, {"head": "approved", "safe": "rejected"})
        self.assertEqual(found.outcome, "rejected")
        self.assertEqual(found.cancelled, ("law", "risk", "board"))
        found = stand(LOAN, {"head": "approved", "risk": "rejected"})
        self.assertEqual((found.outcome, found.returned_to), ("returned", "head"))
        # a stop outweighs a return
        both = {"head": "approved", "risk": "rejected", "safe": "rejected"}
        self.assertEqual(stand(LOAN, both).outcome, "rejected")

    def test_step_without_its_condition_is_skipped(self):
        found = stand(LOAN, {"head": "approved"}, {"law": False, "risk": False})
        self.assertEqual((found.open, found.skipped), (("safe",), ("law", "risk")))

    def test_changed_paper_restarts_what_depends_on_it(self):
        self.assertEqual(find_restarts(LOAN, {"passport"}), ("safe", "board"))
        self.assertEqual(find_restarts(LOAN, {"amount"}), ("head", "risk", "board"))
        self.assertEqual(find_restarts(LOAN, {"colour"}), ())
        self.assertEqual(find_returns(LOAN, "safe"), ("law", "safe", "risk", "board"))

    def test_routes_that_nobody_could_walk(self):
        for code, steps in (
            ("double_step", [Step("a"), Step("a")]),
            ("unknown_step", [Step("a", builds_on=frozenset({"b"}))]),
            ("builds_on_later", [Step("a"), Step("b", builds_on=frozenset({"a"}))]),
            ("returns_forward", [Step("a", return_to="b"), Step("b", 20)]),
        ):
            with self.assertRaises(RouteError) as refusal:
                check_route(steps)
            self.assertEqual(refusal.exception.code, code)

    def test_same_person_decides_once_on_a_level(self):
        people = {"head": ["ann"], "risk": ["bob", "ann"], "board": ["ann", "bob"]}
        steps = [Step("head", 10, level=1), Step("risk", 20, level=1), LOAN[-1]]
        self.assertEqual(find_repeats(steps, people), {("risk", "ann"): "head"})

    @_quick
    @given(_routes(), st.data())
    def test_every_walk_ends(self, steps, data):
        check_route(steps)
        results = {}
        for _turn in range(len(steps) + 1):
            found = stand(steps, results)
            if found.outcome != "pending":
                break
            self.assertTrue(found.open)
            results[found.open[0]] = data.draw(st.sampled_from(_RESULTS[1:]))
        self.assertNotEqual(found.outcome, "pending")
        refused = [
            step.key
            for step in steps
            if not step.is_advice and results.get(step.key) in ("rejected", "no_quorum")
        ]
        self.assertEqual(bool(refused), found.outcome != "approved")
        if found.outcome == "approved":
            self.assertEqual(set(results), {step.key for step in steps})

    @_quick
    @given(_routes(), st.data())
    def test_every_step_is_in_one_place(self, steps, data):
        results = {step.key: data.draw(st.sampled_from(_RESULTS)) for step in steps}
        applies = {step.key: data.draw(st.booleans()) for step in steps}
        found = stand(steps, results, applies)
        places = [
            *found.open, *found.waiting, *found.finished, *found.skipped,
            *found.cancelled,
        ]  # fmt: skip
        self.assertEqual(sorted(places), sorted(step.key for step in steps))
        shuffled = data.draw(st.permutations(steps))
        self.assertEqual(stand(shuffled, results, applies).open, found.open)

    @_quick
    @given(_routes(), st.sets(st.sampled_from(_PARTS)))
    def test_restart_asks_what_depends_and_nothing_else(self, steps, changed):
        again = set(find_restarts(steps, changed))
        for step in steps:
            hit = bool(changed) and (not step.parts or bool(step.parts & changed))
            expected = hit or bool(step.builds_on & again)
            self.assertEqual(step.key in again, expected)

    @_quick
    @given(_routes(), st.data())
    def test_taken_over_decision_is_of_the_same_level(self, steps, data):
        people = {
            step.key: data.draw(st.lists(st.sampled_from("abc"), unique=True))
            for step in steps
        }
        order = [step.key for wave in find_waves(steps) for step in wave]
        by_key = {step.key: step for step in steps}
        repeats = find_repeats(steps, people)
        for (key, person), source in repeats.items():
            self.assertEqual(by_key[key].level, by_key[source].level)
            self.assertEqual(by_key[key].is_advice, by_key[source].is_advice)
            self.assertLess(order.index(source), order.index(key))
            self.assertIn(person, people[source])
        asked = [
            (person, by_key[key].level, by_key[key].is_advice)
            for key in order
            for person in people[key]
            if (key, person) not in repeats
        ]
        self.assertEqual(len(asked), len(set(asked)))
