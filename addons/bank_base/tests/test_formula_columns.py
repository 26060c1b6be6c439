# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Columns give what single records give: numbers, statuses, currencies."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import formula_columns
from ..tools.formula import (
    MISSING,
    Column,
    FormulaError,
    Rounding,
    Variable,
    make_column,
    parse,
)
from .formula_cases import RECORDS, ROUNDINGS, VARIABLES, make_formula

SETTINGS = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# what a formula made at random may rightly be refused for
REFUSALS = ("too_fine", "need_currency", "units", "only_missing", "kinds", "too_big")


@tagged("post_install", "-at_install")
class TestFormulaColumns(BaseCase):
    def check_same(self, text, rounding, records):
        """Compare both ways of computing, row by row."""
        try:
            formula = parse(text, VARIABLES, rounding)
        except FormulaError as error:
            self.assertIn(error.code, REFUSALS, text)
            return
        columns = {
            name: make_column(variable, [record[name] for record in records])
            for name, variable in VARIABLES.items()
        }
        result = formula.evaluate_columns(columns, len(records))
        for row, record in enumerate(records):
            alone = formula.evaluate(record)
            together = result.get_outcome(row)
            where = f"{text} {rounding} {record}: {alone} {together}"
            self.assertEqual(alone.status, together.status, where)
            self.assertEqual(alone.currency, together.currency, where)
            if alone.is_ok and formula.kind == "number":
                self.assertEqual(float(alone.value), float(result.values[row]), where)
            else:
                self.assertEqual(alone.value, together.value, where)

    @given(make_formula("number"), ROUNDINGS, st.lists(RECORDS, min_size=1, max_size=9))
    @SETTINGS
    def test_numbers_are_the_same(self, text, rounding, records):
        self.check_same(text, rounding, records)

    @given(make_formula("money"), ROUNDINGS, st.lists(RECORDS, min_size=1, max_size=9))
    @SETTINGS
    def test_amounts_are_the_same(self, text, rounding, records):
        self.check_same(text, rounding, records)

    @given(
        make_formula("boolean"), ROUNDINGS, st.lists(RECORDS, min_size=1, max_size=9)
    )
    @SETTINGS
    def test_conditions_are_the_same(self, text, rounding, records):
        self.check_same(text, rounding, records)

    def test_halves_are_the_same_over_several_blocks(self):
        """Every second row is an exact half, which binary fractions cannot see."""
        size = formula_columns.BLOCK + 1_000
        cents = np.arange(-size // 2, size - size // 2)
        for rule in ("half_up", "half_even"):
            formula = parse("amount * 50%", {"amount": Variable()}, Rounding(2, rule))
            result = formula.evaluate_columns({"amount": Column(cents / 100)}, size)
            wanted = [formula.rounding.scale(int(cent) / 2, 0) for cent in cents[::97]]
            self.assertEqual(np.rint(result.values[::97] * 100).tolist(), wanted)

    def test_numbers_of_very_different_size_in_one_block(self):
        variables = {"a": Variable(), "b": Variable()}
        formula = parse("(a - b) / (a * 3)", variables, Rounding(4))
        rng = np.random.default_rng(3)
        a = np.round(np.exp(rng.uniform(-5, 39, 3_000)), 2)
        b = np.round(np.exp(rng.uniform(-5, 39, 3_000)), 2)
        result = formula.evaluate_columns({"a": Column(a), "b": Column(b)}, 3_000)
        for row in range(0, 3_000, 7):
            alone = formula.evaluate({"a": float(a[row]), "b": float(b[row])})
            self.assertEqual(alone.status, result.status[row])
            if alone.is_ok:
                self.assertEqual(float(alone.value), result.values[row])

    def test_column_that_is_not_given_is_missing(self):
        formula = parse("a + b", {"a": Variable(), "b": Variable()})
        result = formula.evaluate_columns({"a": Column(np.ones(3))}, 3)
        self.assertEqual(result.status.tolist(), [MISSING] * 3)

    def test_results_feed_other_formulas(self):
        variables = {"m": Variable("money")}
        part = parse("m / 3", variables)
        whole = parse("part * 3 > m", {**variables, "part": part.as_variable()})
        column = Column(np.array([100.0, 99.0]), currency="RUB")
        parts = part.evaluate_columns({"m": column}, 2).as_column()
        result = whole.evaluate_columns({"m": column, "part": parts}, 2)
        # 33.33 · 3 is 99.99: a part is rounded before others use it
        self.assertEqual(result.values.tolist(), [False, False])
        self.assertEqual(result.status.tolist(), [0, 0])
