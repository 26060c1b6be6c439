# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Exact fractions over columns: for the rows that binary fractions cannot decide.

A number is a whole numerator over a positive whole denominator, either 64-bit
integers whose bounds are known before each operation, or Python's unbounded ones.
"""

import math
from fractions import Fraction

import numpy as np

from .formula_values import HUGE

LIMIT = 2**62
# decimal places that an input is tried with before it is read one by one
PLACES = (2, 4, 6, 9, 12, 0)
CERTAIN = 10.0**15
WHOLE = 2**53


class TooWideError(Exception):
    """A number does not fit into 64 bits."""


class Ratio:
    """Numerators and denominators of a step with the bounds of both."""

    __slots__ = ("over", "over_bound", "under", "under_bound")

    def __init__(self, over, over_bound, under, under_bound):
        self.over = over
        self.over_bound = over_bound
        self.under = under
        self.under_bound = under_bound


class ExactArithmetic:
    """Operations on :class:`Ratio`; the interface of ``FloatArithmetic``."""

    def __init__(self, rounding, count, dtype):
        self.rounding = rounding
        self.count = count
        self.dtype = dtype

    def check(self, *bounds):
        if self.dtype is np.int64 and max(bounds) >= LIMIT:
            raise TooWideError

    def build(self, over, over_bound, under, under_bound):
        self.check(over_bound, under_bound)
        return Ratio(over, over_bound, under, under_bound)

    # ------------------------------------------------------------
    # In and out
    # ------------------------------------------------------------

    def load(self, values, _largest):
        if (scaled := _scale_all(values)) is not None:
            over, under = scaled
            return self.load_whole(over, int(np.abs(over).max(initial=1)), under)
        ratios = [Fraction(repr(float(value))) for value in values]
        under = math.lcm(*(ratio.denominator for ratio in ratios))
        overs = [ratio.numerator * (under // ratio.denominator) for ratio in ratios]
        bound = max(map(abs, overs), default=1)
        self.check(bound, under)
        return Ratio(np.array(overs, dtype=self.dtype), bound, under, under)

    def load_whole(self, values, bound, under=1):
        self.check(bound, under)
        return Ratio(np.atleast_1d(values).astype(self.dtype), bound, under, under)

    def literal(self, value):
        over, under = value.numerator, value.denominator
        return self.build(self.constant(over), abs(over), under, under)

    def constant(self, value):
        """Return an array of one: a bare number would leave the chosen type."""
        self.check(abs(value))
        return np.array([value], dtype=self.dtype)

    def finish(self, ratio):
        """Return (rounded floats, where the result is too big)."""
        digits = self.rounding.digits
        whole = self.scale(ratio, digits)
        over, under = 10 ** max(-digits, 0), 10 ** max(digits, 0)
        if self.dtype is np.int64 and np.abs(whole).max() * over < WHOLE:
            # both are exact floats, so that their quotient is the nearest one
            return whole * over / under, None
        # true division of Python's integers gives the nearest float, too
        values = np.array([_divide_whole(int(item) * over, under) for item in whole])
        return values, np.abs(values) >= HUGE

    # ------------------------------------------------------------
    # Arithmetic
    # ------------------------------------------------------------

    def align(self, left, right):
        """Return both numerators over one denominator, and that one."""
        if isinstance(left.under, int) and isinstance(right.under, int):
            under = math.lcm(left.under, right.under)
            left_factor, right_factor = under // left.under, under // right.under
            bounds = left.over_bound * left_factor, right.over_bound * right_factor
            under_bound = under
        else:
            left_factor, right_factor = right.under, left.under
            bounds = (
                left.over_bound * right.under_bound,
                right.over_bound * left.under_bound,
            )
            under_bound = left.under_bound * right.under_bound
            self.check(under_bound)
            under = left.under * right.under
        self.check(*bounds, under_bound)
        overs = left.over * left_factor, right.over * right_factor
        return *overs, bounds, under, under_bound

    def add(self, left, right):
        first, second, bounds, under, under_bound = self.align(left, right)
        self.check(sum(bounds))
        return self.build(first + second, sum(bounds), under, under_bound)

    def subtract(self, left, right):
        return self.add(left, self.negate(right))

    def multiply(self, left, right):
        over_bound = left.over_bound * right.over_bound
        under_bound = left.under_bound * right.under_bound
        self.check(over_bound, under_bound)
        return Ratio(
            left.over * right.over, over_bound, left.under * right.under, under_bound
        )

    def is_zero(self, ratio):
        return np.asarray(ratio.over == 0, dtype=bool)

    def divide(self, left, right):
        """Divide; a zero divisor is taken as one, its rows are errors anyway."""
        if isinstance(left.under, int) and isinstance(right.under, int):
            common = math.gcd(left.under, right.under)
            left = _lower(left, common)
            right = _lower(right, common)
        under = np.where(right.over == 0, self.constant(1), np.abs(right.over))
        signed = np.where(right.over < 0, -1, 1).astype(self.dtype)
        self.check(right.under_bound)
        inverse = Ratio(
            signed * right.under, right.under_bound, under, max(right.over_bound, 1)
        )
        return self.multiply(left, inverse)

    def negate(self, ratio):
        return Ratio(-ratio.over, ratio.over_bound, ratio.under, ratio.under_bound)

    def absolute(self, ratio):
        return Ratio(
            np.abs(ratio.over), ratio.over_bound, ratio.under, ratio.under_bound
        )

    def minimum(self, left, right):
        return self.choose(left, right, np.minimum)

    def maximum(self, left, right):
        return self.choose(left, right, np.maximum)

    def choose(self, left, right, function):
        first, second, bounds, under, under_bound = self.align(left, right)
        return Ratio(function(first, second), max(bounds), under, under_bound)

    def select(self, condition, yes, no):
        if isinstance(yes.under, int) and isinstance(no.under, int):
            first, second, bounds, under, under_bound = self.align(yes, no)
            over = np.where(condition, first, second)
            return Ratio(over, max(bounds), under, under_bound)
        under = np.where(condition, self.as_array(yes.under), self.as_array(no.under))
        return Ratio(
            np.where(condition, yes.over, no.over),
            max(yes.over_bound, no.over_bound),
            under,
            max(yes.under_bound, no.under_bound),
        )

    def as_array(self, under):
        return self.constant(under) if isinstance(under, int) else under

    # ------------------------------------------------------------
    # Rounding
    # ------------------------------------------------------------

    def scale(self, ratio, digits=None):
        """Return whole units of the last place by the rule of halves."""
        digits = self.rounding.digits if digits is None else digits
        over_factor, under_factor = 10 ** max(digits, 0), 10 ** max(-digits, 0)
        under_bound = ratio.under_bound * under_factor
        self.check(ratio.over_bound * over_factor * 2 + under_bound, 2 * under_bound)
        over = np.abs(ratio.over) * over_factor
        under = ratio.under * under_factor
        whole = over // under
        rest = 2 * (over - whole * under)
        is_up = np.asarray(rest > under, dtype=bool)
        is_half = np.asarray(rest == under, dtype=bool)
        if self.rounding.rule == "half_even":
            is_half = is_half & np.asarray(whole % 2 == 1, dtype=bool)
        whole = whole + (is_up | is_half).astype(self.dtype)
        return np.where(ratio.over < 0, -whole, whole)

    def round(self, ratio, digits):
        whole = self.scale(ratio, digits)
        bound = ratio.over_bound * 10 ** max(digits, 0) + 1
        if digits >= 0:
            return self.build(whole, bound, 10**digits, 10**digits)
        self.check(bound * 10**-digits)
        return Ratio(whole * 10**-digits, bound * 10**-digits, 1, 1)


def _lower(ratio, factor):
    """Return a ratio whose one denominator is smaller by a factor: times it."""
    under = ratio.under // factor
    return Ratio(ratio.over, ratio.over_bound, under, under)


def _divide_whole(over, under):
    try:
        return over / under
    except OverflowError:
        return math.inf


def _scale_all(values):
    """Return (whole numbers, power of ten) of floats that stand for short decimals.

    A decimal of up to 15 digits that reads as the float is the shortest one.
    """
    for places in PLACES:
        under = 10**places
        whole = np.rint(values * under)
        if not np.all(np.abs(whole) < CERTAIN):
            return None
        if np.all(whole / under == values):
            return whole.astype(np.int64), under
    return None
