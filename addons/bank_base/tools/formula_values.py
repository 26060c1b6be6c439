# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a formula works on: kinds of values, rounding, missing and errors as values.

A value has a *status*: fine, missing or one of the errors. Where several meet, the
gravest wins, so that the order of the operands never decides. Plain Python.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

# Status of a value, in growing gravity; these numbers stand in status columns.
OK, MISSING, DIV0, CURRENCY, NO_CURRENCY, RANGE, BAD = range(7)
STATUS_NAMES = {
    OK: "ok",
    MISSING: "missing",
    DIV0: "#DIV/0",
    CURRENCY: "#CURRENCY",
    NO_CURRENCY: "#NOCURRENCY",
    RANGE: "#RANGE",
    BAD: "#VALUE",
}
STATUS_REASONS = {
    OK: "",
    MISSING: "no data",
    DIV0: "division by zero",
    CURRENCY: "amounts in different currencies",
    NO_CURRENCY: "an amount without a currency",
    RANGE: "a number of 18 digits or more",
    BAD: "a value of another kind than declared",
}

# Numbers outside of these are no amounts of a bank: the upper ones are an error,
# the lower ones are noise of binary fractions and count as zero.
HUGE = 1e18
TINY = 1e-15

NUMBER, DATE, TEXT, BOOLEAN = "number", "date", "text", "boolean"
MONEY_UNIT = (("money", 1),)


class Money(NamedTuple):
    """An amount with the code of its currency, as an input of one record."""

    amount: object
    currency: str | None


@dataclass(frozen=True)
class Variable:
    """A name that formulas may use: its kind and, for numbers, its unit.

    :param kind: number, money, date, text or boolean
    :param unit: free word ("pcs"); numbers of different units are never added
    """

    kind: str = NUMBER
    unit: str = ""

    def __post_init__(self):
        if self.kind not in (NUMBER, "money", DATE, TEXT, BOOLEAN):
            raise ValueError(f"Unknown kind of variable: {self.kind}")

    @property
    def base_kind(self):
        return NUMBER if self.kind == "money" else self.kind

    @property
    def unit_powers(self):
        """Return the unit as a sorted tuple of (name, power)."""
        if self.kind == "money":
            return MONEY_UNIT
        return ((self.unit, 1),) if self.unit and self.kind == NUMBER else ()


@dataclass(frozen=True)
class Rounding:
    """The stored rule by which numbers are rounded before they are compared or given.

    :param digits: decimal places; negative ones round to tens, hundreds …
    :param rule: half_up (a half goes away from zero) or half_even
    """

    digits: int = 2
    rule: str = "half_up"

    def __post_init__(self):
        if not -6 <= self.digits <= 12 or self.rule not in ("half_up", "half_even"):
            raise ValueError("Digits lie in -6..12; the rule is half_up or half_even.")

    def scale(self, value, digits=None):
        """Return the whole number of units of the last place, exactly.

        >>> Rounding(2).scale(Fraction("1.005")), Rounding(2).scale(Fraction("-1.005"))
        (101, -101)
        >>> Rounding(2, "half_even").scale(Fraction("1.005"))
        100
        """
        scaled = value * Fraction(10) ** (self.digits if digits is None else digits)
        whole, rest = divmod(abs(scaled), 1)
        if rest * 2 > 1 or (rest * 2 == 1 and (self.rule == "half_up" or whole % 2)):
            whole += 1
        return -whole if scaled < 0 else whole

    def apply(self, value, digits=None):
        """Return the exact rounded value as a Fraction."""
        digits = self.digits if digits is None else digits
        return Fraction(self.scale(value, digits)) / Fraction(10) ** digits


def to_decimal(value, digits):
    """Return an exactly rounded Fraction as a Decimal with that many places.

    >>> to_decimal(Fraction(3, 2), 2)
    Decimal('1.50')
    """
    places = max(digits, 0)
    return Decimal(int(value * 10**places)).scaleb(-places)


def read_number(value):
    """Return (status, Fraction) of a number as a database or a person gives it.

    A binary fraction stands for its shortest decimal: 0.1 is one tenth.

    >>> read_number(0.1)
    (0, Fraction(1, 10))
    >>> read_number(None), read_number(float("nan")), read_number("7")
    ((1, None), (1, None), (6, None))
    """
    if value is None:
        return MISSING, None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return BAD, None
    try:
        number = float(value)
    except OverflowError:
        return RANGE, None
    if math.isnan(number):
        return MISSING, None
    if abs(number) >= HUGE:
        return RANGE, None
    if abs(number) < TINY:
        return OK, Fraction(0)
    return OK, Fraction(repr(number))


def read_plain(kind, value):
    """Return (status, value) of a date, text or boolean input."""
    if value is None:
        return MISSING, None
    if kind == DATE:
        if isinstance(value, datetime) or not isinstance(value, date):
            return BAD, None
        return OK, value
    return (
        (OK, value) if isinstance(value, str if kind == TEXT else bool) else (BAD, None)
    )


def count_months(start, end):
    """Return whole months from one date to another, month ends included.

    >>> count_months(date(2026, 1, 31), date(2026, 2, 28))
    1
    >>> count_months(date(2026, 3, 15), date(2026, 1, 16))
    -1
    """
    if end < start:
        return -count_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    following = date(end.year + end.month // 12, end.month % 12 + 1, 1)
    last_day = following.toordinal() - date(end.year, end.month, 1).toordinal()
    return months - (end.day < min(start.day, last_day))


class Outcome(NamedTuple):
    """The result of a formula over one record.

    value is None unless the status is ``OK``; ``missing`` names the inputs that
    were not there; ``reason`` is an English sentence part for logs.
    """

    status: int
    value: object
    currency: str | None = None
    missing: tuple = ()

    @property
    def is_ok(self):
        return self.status == OK

    @property
    def code(self):
        return STATUS_NAMES[self.status]

    def as_input(self):
        """Return what another formula takes: a value, Money, None or the error."""
        if self.status == MISSING:
            return None
        if self.status != OK:
            return self
        return Money(self.value, self.currency) if self.currency else self.value

    @property
    def reason(self):
        names = f": {', '.join(self.missing)}" if self.missing else ""
        return STATUS_REASONS[self.status] + names
