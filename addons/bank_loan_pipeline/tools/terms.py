# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a loan is asked for, cleaned and refused where it is impossible. Plain Python.

Money is counted in whole kopecks (hundredths of any currency), rates are exact
fractions: nothing is rounded but where money is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

KINDS = ("annuity", "differentiated", "bullet", "individual")
ACTUAL, ACTUAL_365, THIRTY_360 = "actual/actual", "actual/365", "30/360"
DAY_COUNTS = (ACTUAL, ACTUAL_365, THIRTY_360)
MAX_MONTHS = 600
# one percent a day; law 353-FZ, article 5, part 23 stops consumer loans at 0.8 %
MAX_RATE = 366
MAX_AMOUNT = Decimal("1e13")

SENTENCES = {
    "number": "“{value}” is no number: {name}.",
    "amount": "The amount of a loan is above zero: {value}.",
    "amount_max": "The amount {value} is above all that is lent.",
    "kopecks": "Money has two decimals at most: {value}.",
    "rate": "A rate is not below zero: {value}.",
    "rate_max": "A rate of {value} % a year is above 366 %, one percent a day.",
    "months": "A term is a whole number of months from 1 to 600: {value}.",
    "start": "A loan begins on a day: {value}.",
    "kind": "There is no schedule of the kind “{value}”.",
    "day_count": "There is no day count “{value}”.",
    "grace": "A grace period is shorter than the loan and not below zero: {value}.",
    "payment_day": "A day of payment is from 1 to 31: {value}.",
    "rest": "Months of the year are numbers from 1 to 12, and some are paid: {value}.",
    "parts": "The parts of an individual schedule are one a month, none below zero, "
    "and sum to the amount: {value}.",
    "fee": "A fee is not below zero and within the term: {value}.",
    "least": "The share of a least payment is from 0 to 100 %: {value}.",
    "early": "An early repayment is above zero, within the term and no more than is "
    "owed: {value}.",
    "payment": "The payment {value} does not pay the interest.",
    "flows": "A loan is given first and paid back afterwards.",
    "returned": "Less is paid back than was lent: there is no full cost.",
}


class TermsError(ValueError):
    """Terms no loan can have; ``code`` names the sentence for who translates it."""

    def __init__(self, code, value="", **values):
        self.code = code
        self.values = {"value": value, **values}
        super().__init__(SENTENCES[code].format(**self.values))


def to_decimal(value, name="amount"):
    """Return a finite decimal; a float is taken as it is written.

    >>> to_decimal(0.1), to_decimal("12.5")
    (Decimal('0.1'), Decimal('12.5'))
    >>> to_decimal("ten")
    Traceback (most recent call last):
    odoo.addons.bank_loan_pipeline.tools.terms.TermsError: “ten” is no number: amount.
    """
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or isinstance(value, bool):
        raise TermsError("number", value, name=name)
    return number


def to_kopecks(value, code="amount"):
    """Return whole kopecks of money that is not below zero.

    >>> to_kopecks("12.34")
    1234
    """
    number = to_decimal(value) * 100
    if number < 0:
        raise TermsError(code, value)
    if number > MAX_AMOUNT * 100:
        raise TermsError("amount_max", value)
    if number != number.to_integral_value():
        raise TermsError("kopecks", value)
    return int(number)


def to_money(kopecks):
    """Return kopecks as money.

    >>> to_money(5)
    Decimal('0.05')
    """
    return Decimal(kopecks).scaleb(-2)


def round_half_up(number):
    """Return the whole number nearest to a fraction that is not below zero.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(9, 4))
    (3, 2)
    """
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def clean_rate(value):
    number = to_decimal(value, "rate")
    if number < 0:
        raise TermsError("rate", value)
    if number > MAX_RATE:
        raise TermsError("rate_max", value)
    return number


def clean_whole(value, low, high, code):
    number = to_decimal(value, code)
    if number != number.to_integral_value() or not low <= number <= high:
        raise TermsError(code, value)
    return int(number)


def clean_months(value):
    return clean_whole(value, 1, MAX_MONTHS, "months")


def clean_day(value, code="start"):
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, date):
        raise TermsError(code, value)
    return value


@dataclass(frozen=True)
class Terms:
    """Terms of one loan, clean: what cannot be is refused when they are made.

    :param amount: what is lent, money
    :param annual_rate: percent a year
    :param months: number of monthly payments
    :param start: day on which the loan is given
    :param grace_months: months at the beginning without principal
    :param is_grace_full: interest of the grace period is paid with the first payment
        after it; it bears no interest itself
    :param payment_day: day of the month, the last one where a month has no such day;
        None: the day of ``start``
    :param rest_months: months of the year (1 to 12) in which only interest is paid
    :param parts: principal of each month, for an individual schedule
    """

    amount: Decimal
    annual_rate: Decimal
    months: int
    start: date
    kind: str = "annuity"
    grace_months: int = 0
    payment_day: int | None = None
    day_count: str = ACTUAL
    is_grace_full: bool = False
    rest_months: frozenset = frozenset()
    parts: tuple = ()
    kopecks: int = field(init=False)
    rate: Fraction = field(init=False)

    def __post_init__(self):
        self._set("kopecks", to_kopecks(self.amount))
        if not self.kopecks:
            raise TermsError("amount", self.amount)
        self._set("annual_rate", clean_rate(self.annual_rate))
        self._set("rate", Fraction(self.annual_rate) / 100)
        self._set("months", clean_months(self.months))
        self._set("start", clean_day(self.start))
        self._clean_way()
        self._clean_parts()

    def _set(self, name, value):
        object.__setattr__(self, name, value)

    def _clean_way(self):
        if self.kind not in KINDS:
            raise TermsError("kind", self.kind)
        if self.day_count not in DAY_COUNTS:
            raise TermsError("day_count", self.day_count)
        grace = clean_whole(self.grace_months, 0, self.months - 1, "grace")
        self._set("grace_months", grace)
        if self.payment_day is not None:
            day = clean_whole(self.payment_day, 1, 31, "payment_day")
            self._set("payment_day", day)
        rest = frozenset(self.rest_months)
        if not rest < frozenset(range(1, 13)):
            raise TermsError("rest", sorted(rest, key=str))
        self._set("rest_months", rest)

    def _clean_parts(self):
        if self.kind != "individual":
            return
        parts = tuple(to_kopecks(part, "parts") for part in self.parts)
        if len(parts) != self.months or sum(parts) != self.kopecks:
            raise TermsError("parts", to_money(sum(parts)))
        self._set("parts", parts)
