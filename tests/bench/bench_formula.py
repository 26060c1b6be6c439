# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Formulas over columns against numpy by hand that gives the same answer.

The floors do what a careful programmer would: missing data and zero divisors told
apart, halves of kopecks rounded as the rule says and not as binary fractions fall.
"""

import statistics
import time

import numpy as np

from odoo.addons.bank_base.tools.formula import DIV0, MISSING, Column, Variable, parse

REPEATS = 5
VARIABLES = {"debt": Variable(), "income": Variable()}


def _make_data(n):
    """Return debts (some missing) and incomes (some zero) in roubles and kopecks."""
    rng = np.random.default_rng(20260131)
    debt = np.round(rng.lognormal(11, 2, n), 2)
    income = np.round(rng.lognormal(11, 1.5, n), 2)
    debt[rng.random(n) < 0.03] = np.nan
    income[rng.random(n) < 0.02] = 0
    return debt, income


def _get_median(function):
    times = []
    for _repeat in range(REPEATS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _measure(text, n, by_hand):
    debt, income = _make_data(n)
    columns = {"debt": Column(debt), "income": Column(income)}
    formula = parse(text, VARIABLES)
    result = formula.evaluate_columns(columns, n)
    values, status = by_hand(debt, income)
    if not np.array_equal(result.status, status):
        raise AssertionError(f"{text}: statuses differ")
    if not np.array_equal(result.values, values):
        raise AssertionError(f"{text}: values differ")
    return {
        "ours_s": _get_median(lambda: formula.evaluate_columns(columns, n)),
        "floor_s": _get_median(lambda: by_hand(debt, income)),
        "stock_s": None,
    }


def _divide_by_hand(debt, income):
    missing, zero = np.isnan(debt), income == 0
    status = np.maximum(missing * np.uint8(MISSING), zero * np.uint8(DIV0))
    over = np.rint(np.where(status == 0, debt, 0.0) * 100).astype(np.int64)
    under = np.rint(np.where(zero, 1.0, income) * 100).astype(np.int64)
    return (over * 200 + under) // (2 * under) / 100, status


def _take_share_by_hand(_debt, income):
    """15 % to the kopeck, halves up: in whole kopecks, for they must be right."""
    missing = np.isnan(income)
    kopecks = np.rint(np.where(missing, 0.0, income) * 100).astype(np.int64)
    share = (np.abs(kopecks) * 15 * 2 + 100) // 200
    return np.where(kopecks < 0, -share, share) / 100, missing * np.uint8(MISSING)


def _grade_by_hand(debt, income):
    ratio, status = _divide_by_hand(debt, income)
    high, _none = _take_share_by_hand(debt, np.where(status == 0, debt, 0.0))
    low, _none = _take_share_by_hand(debt, income)
    value = np.where(ratio > 0.5, high, np.where(ratio > 0.2, low, 0.0))
    return np.where(status == 0, value, 0.0), status


def measure_ratio(env, n):
    """debt / income with missing data and zero divisors."""
    return _measure("debt / income", n, _divide_by_hand)


def measure_share(env, n):
    """A percentage of an amount: one row in twenty is an exact half."""
    return _measure("income * 15%", n, _take_share_by_hand)


def measure_grade(env, n):
    """A grading scale, as in a scorecard."""
    text = (
        "if(debt / income > 0.5, debt * 15%, "
        "if(debt / income > 0.2, income * 15%, debt - debt))"
    )
    return _measure(text, n, _grade_by_hand)


MEASURES = {
    "formula_ratio": measure_ratio,
    "formula_share": measure_share,
    "formula_grade": measure_grade,
}
