# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Binary fractions with a bound of their error, for most rows of a column.

Every number carries a bound of its distance from the exact value. Where a rounding,
a comparison or a test for zero could come out differently within that bound, the
row is marked doubtful; whoever runs the formula computes it again exactly. A half
that must be rounded is always doubtful here, so the rule of halves plays no part.
"""

from fractions import Fraction

import numpy as np

from .formula_values import HUGE

# one rounding of a float errs by half of this; the rest is a margin
EPSILON = float(np.finfo(np.float64).eps)
# what a product or quotient may lose by underflow, with a margin
UNDERFLOW = 1e-290
WHOLE = 2.0**52


class Number:
    """Numbers of a step: value, bound of the error, bound of the size."""

    __slots__ = ("error", "is_exact", "size", "value")

    def __init__(self, value, error, size, is_exact=False):
        self.value = value
        self.error = error
        self.size = size
        # off by a rounding at most, so that zero means zero
        self.is_exact = is_exact


class FloatArithmetic:
    """Operations on :class:`Number`.

    :param is_sharp: keep bounds by row instead of one for all rows: slower, and
        fewer rows are doubtful where sizes differ much
    """

    def __init__(self, rounding, count, is_sharp=False):
        self.rounding = rounding
        self.count = count
        self.is_sharp = is_sharp
        self.doubts = []

    def find_doubtful(self):
        """Return the numbers of the rows that this arithmetic cannot decide."""
        if not self.doubts:
            return np.empty(0, dtype=np.int64)
        doubt = np.zeros(self.count, dtype=bool)
        for rows in self.doubts:
            doubt |= rows
        return np.flatnonzero(doubt)

    def doubt(self, rows):
        """Mark rows; a bound that is no number is a doubt as well."""
        if np.any(rows):
            self.doubts.append(rows)

    # ------------------------------------------------------------
    # In and out
    # ------------------------------------------------------------

    def load(self, values, largest):
        size = np.abs(values) if self.is_sharp else largest
        return Number(values, EPSILON * size, size, is_exact=True)

    def load_whole(self, values, _bound):
        """Take whole numbers below 2**53, without an error."""
        values = np.asarray(values, dtype=np.float64)
        return Number(values, 0.0, self.measure(values), is_exact=True)

    def literal(self, value):
        number = float(value)
        error = 0.0 if Fraction(number) == value else EPSILON * abs(number)
        return Number(np.float64(number), error, abs(number), is_exact=True)

    def measure(self, values):
        if self.is_sharp:
            return np.abs(values)
        return float(np.maximum(np.max(values), -np.min(values)))

    def finish(self, number):
        """Return (rounded floats, None); results near the limit are doubtful."""
        scaled = self.scale(number)
        if np.max(number.size) >= HUGE / 10:
            self.doubt(~(np.abs(number.value) < HUGE / 10))
        return _unscale(scaled, self.rounding.digits), None

    # ------------------------------------------------------------
    # Arithmetic
    # ------------------------------------------------------------

    def add(self, left, right):
        return self.join(left, right, left.value + right.value)

    def subtract(self, left, right):
        return self.join(left, right, left.value - right.value)

    def join(self, left, right, value):
        size = left.size + right.size
        return Number(value, left.error + right.error + EPSILON * size, size)

    def multiply(self, left, right):
        size = left.size * right.size
        error = left.size * right.error + right.size * left.error
        error = error + left.error * right.error + (EPSILON * size + UNDERFLOW)
        return Number(left.value * right.value, error, size)

    def is_zero(self, number):
        if number.is_exact:
            return np.asarray(number.value == 0)
        self.doubt(~(np.abs(number.value) > 2 * number.error))
        return np.zeros(np.shape(number.value), dtype=bool)

    def divide(self, left, right):
        """Divide; whoever calls has asked :meth:`is_zero` of the divisor."""
        under = right.value
        is_zero = under == 0
        if np.any(is_zero):
            under = np.where(is_zero, 1.0, under)
        value = left.value / under
        size = self.measure(value)
        error = EPSILON * size + UNDERFLOW
        for operand, weight in ((left, 1.0), (right, size)):
            if operand.is_exact:
                error = error + EPSILON * size
            else:
                # twice: a divisor that is no zero exceeds its error twice
                error = error + 2 * weight * operand.error / np.abs(under)
        return Number(value, error, size)

    def negate(self, number):
        return Number(-number.value, number.error, number.size, number.is_exact)

    def absolute(self, number):
        return Number(np.abs(number.value), number.error, number.size, number.is_exact)

    def minimum(self, left, right):
        return self.either(left, right, np.minimum(left.value, right.value))

    def maximum(self, left, right):
        return self.either(left, right, np.maximum(left.value, right.value))

    def select(self, condition, yes, no):
        return self.either(yes, no, np.where(condition, yes.value, no.value))

    def either(self, left, right, value):
        error = np.maximum(left.error, right.error)
        size = np.maximum(left.size, right.size)
        return Number(value, error, size, left.is_exact and right.is_exact)

    # ------------------------------------------------------------
    # Rounding
    # ------------------------------------------------------------

    def scale(self, number, digits=None):
        """Return whole units of the last place and mark what is near a half."""
        digits = self.rounding.digits if digits is None else digits
        factor = 10.0 ** abs(digits)
        value = number.value * factor if digits >= 0 else number.value / factor
        error = number.error * factor if digits >= 0 else number.error / factor
        size = number.size * factor if digits >= 0 else number.size / factor
        whole = np.rint(value)
        distance = np.abs(value - whole)
        limit = 0.5 - (error + 2 * EPSILON * size)
        if not np.all(distance < limit):
            self.doubt(~(distance < limit))
        if not np.max(size) < WHOLE:
            self.doubt(~(np.abs(value) < WHOLE))
        return whole

    def round(self, number, digits):
        value = _unscale(self.scale(number, digits), digits)
        size = number.size + 10.0**-digits
        return Number(value, EPSILON * size, size, is_exact=True)


def _unscale(whole, digits):
    """Return the float nearest to whole / 10**digits (plus zero, never minus)."""
    factor = 10.0 ** abs(digits)
    return (whole / factor if digits >= 0 else whole * factor) + 0.0
