# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Many loans at once: what ``schedule`` and ``full_cost`` say, in columns of numpy.

To the kopeck and to the thousandth of a percent the same as the plain calculator, which
remains the definition. For choosing: the usual schedules, fees at issue and insurance
once a year.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from odoo.addons.bank_deals.tools.annuity import annuity

from .days import get_due_days, get_year_part, make_due
from .fees import Fee
from .full_cost import MONTH, full_cost, full_cost_money, get_places
from .least_payment import NO_LEAST, Least, lay_least_rows
from .schedule import get_flows, lay_rows
from .terms import ACTUAL, DAY_COUNTS, Terms, TermsError, to_decimal, to_money

# decimals of a percent, as products have them
SCALE = 10_000
WHOLE = 100 * SCALE
# a product of kopecks and a rate fits into 64 bits
MAX_AMOUNT = Decimal("1e10")
ACCURACY = 1e-14
DENOMINATORS = {"actual/actual": 365 * 366, "actual/365": 365, "30/360": 360}
EQUAL = "annuity"
KINDS = (EQUAL, "differentiated", "bullet")


@dataclass(frozen=True)
class Line:
    """Terms of one product.

    :param fee_amount, fee_percent: paid at issue, the percentage of the amount
    :param insurance_percent: of the balance, every year in advance
    :param is_limit: what is repaid may be drawn again; see :func:`get_cost_flows`
    :param least: what is paid of a limit each month at least, see ``least_payment``
    """

    annual_rate: Decimal
    kind: str = "annuity"
    day_count: str = ACTUAL
    fee_amount: Decimal = Decimal(0)
    fee_percent: Decimal = Decimal(0)
    insurance_percent: Decimal = Decimal(0)
    is_limit: bool = False
    least: Least = NO_LEAST

    def get_fees(self):
        """Return the fees as the plain calculator takes them."""
        return [
            Fee(amount=self.fee_amount, percent=self.fee_percent),
            Fee(percent=self.insurance_percent, base="balance", when="year"),
        ]


def get_cost_flows(terms, rows, line, holidays=()):
    """Return days and signed amounts of which the full cost of a loan is reckoned.

    Where the client decides how much he draws and when he repays it, the law (353-FZ,
    article 6) takes the greatest payments that are possible: the Bank of Russia says so of
    cards (1 October 2024, cbr.ru/press/event/?id=21049), and that all is drawn at once and
    repaid over the whole term is how the rule of 21 January 2024 was made known. Equal
    payments, or the least monthly payment where the contract names one, are our reading
    of part 7, whose text was not before us: readme/ROADMAP.md.

    >>> from datetime import date
    >>> terms = Terms(1000, 12, 2, date(2026, 1, 15), "bullet", day_count="30/360")
    >>> rows = lay_rows(terms)
    >>> [amount for _day, amount in get_cost_flows(terms, rows, Line(12, "bullet"))]
    [Decimal('-1000.00'), Decimal('10.00'), Decimal('1010.00')]
    >>> limit = Line(12, "bullet", is_limit=True)
    >>> [amount for _day, amount in get_cost_flows(terms, rows, limit) if amount]
    [Decimal('-1000.00'), Decimal('507.51'), Decimal('507.51')]
    >>> limit = Line(12, "bullet", is_limit=True, least=Least(Decimal(10)))
    >>> [amount for _day, amount in get_cost_flows(terms, rows, limit) if amount]
    [Decimal('-1000.00'), Decimal('110.00'), Decimal('909.00')]
    """
    if line.is_limit and line.least:
        rows = lay_least_rows(terms, line.get_fees(), holidays, line.least)
    elif line.is_limit and terms.kind != EQUAL:
        terms = replace(terms, kind=EQUAL)
        rows = lay_rows(terms, line.get_fees(), holidays)
    return get_flows(terms, rows)


@dataclass(frozen=True)
class Comparison:
    """Figures by product (row) and term (column), whole numbers.

    :param payment: a month, see ``schedule.get_payment``, kopecks
    :param overpayment: full cost in money, kopecks
    :param full_cost: thousandths of a percent a year
    """

    payment: np.ndarray
    overpayment: np.ndarray
    full_cost: np.ndarray


def compare(amount, lines, months, start, payment_day=None, holidays=()):
    """Return the figures of every product for every term.

    :param lines: ``Line``, one a product
    :param months: terms
    :raise TermsError: as the plain calculator does

    >>> from datetime import date
    >>> lines = [Line(12, day_count="30/360"), Line(10, day_count="30/360")]
    >>> found = compare(100_000, lines, [12, 24], date(2026, 1, 15))
    >>> found.payment.tolist(), found.full_cost.tolist()
    ([[888488, 470735], [879159, 461449]], [[12000, 12000], [10000, 10000]])
    """
    lines, months = list(lines), list(months)
    found = _compare(amount, lines, months, start, payment_day, holidays)
    places = [n for n, line in enumerate(lines) if line.is_limit and line.kind != EQUAL]
    if places:
        equal = [replace(lines[place], kind=EQUAL) for place in places]
        whole = _compare(amount, equal, months, start, payment_day, holidays)
        found.overpayment[places] = whole.overpayment
        found.full_cost[places] = whole.full_cost
    _compare_least(found, amount, lines, months, start, payment_day, holidays)
    return found


def _compare_least(found, amount, lines, months, start, payment_day, holidays):
    """Limits with a least payment are few: they are reckoned by the definition."""
    for place, line in enumerate(lines):
        if not (line.is_limit and line.least):
            continue
        for number, term in enumerate(months):
            terms = Terms(
                amount,
                line.annual_rate,
                term,
                start,
                line.kind,
                payment_day=payment_day,
                day_count=line.day_count,
            )
            flows = get_cost_flows(terms, (), line, holidays)
            found.overpayment[place, number] = int(full_cost_money(flows) * 100)
            found.full_cost[place, number] = int(full_cost(flows, MONTH) * 1000)


def _compare(amount, lines, months, start, payment_day, holidays):
    shape = len(lines), len(months)
    if not lines or not months:
        empty = np.zeros(shape, dtype=np.int64)
        return Comparison(empty, empty, empty)
    kopecks = _check(amount, lines, months, start, payment_day)
    columns = _Columns(kopecks, lines, months)
    dues = get_due_days(start, max(columns.terms), payment_day, holidays)
    flows = columns.walk(start, dues)
    places = get_places([start, *(due.day for due in dues)], MONTH)
    rate = _solve(flows, columns, places)
    full_cost = np.floor(rate * 12 * 100 * 1000 + 0.5).astype(np.int64)
    return Comparison(
        columns.restore(columns.greatest, shape),
        columns.restore(columns.paid - kopecks, shape),
        columns.restore(full_cost, shape),
    )


def _check(amount, lines, months, start, payment_day):
    """Refuse what cannot be, line by line and term by term; return kopecks."""
    if to_decimal(amount) > MAX_AMOUNT:
        raise TermsError("amount_max", amount)
    for term in months:
        terms = Terms(amount, 0, term, start, payment_day=payment_day)
    for line in lines:
        Terms(amount, line.annual_rate, 1, start, line.kind, day_count=line.day_count)
        if line.kind not in KINDS:
            raise TermsError("kind", line.kind)
        line.get_fees()
    return terms.kopecks


def _scale(percent):
    """Return a percentage as a whole number of its smallest parts."""
    scaled = to_decimal(percent, "rate") * SCALE
    if scaled != scaled.to_integral_value():
        raise TermsError("number", percent, name="rate")
    return int(scaled)


class _Columns:
    """A column a loan, the longest first: those still running are the first ones."""

    def __init__(self, kopecks, lines, months):
        self.kopecks = kopecks
        terms = np.tile(np.array(months, dtype=np.int64), len(lines))
        self.order = np.argsort(-terms, kind="stable")
        self.terms = terms[self.order]
        self.line = np.repeat(np.arange(len(lines)), len(months))[self.order]
        self.rate = self._spread(_scale(line.annual_rate) for line in lines)
        self.day_count = self._spread(DAY_COUNTS.index(x.day_count) for x in lines)
        self.unit = np.array([DENOMINATORS[x] for x in DAY_COUNTS])[self.day_count]
        self.unit *= WHOLE
        self.is_annuity = self._spread(line.kind == "annuity" for line in lines)
        self.insurance = self._spread(_scale(x.insurance_percent) for x in lines)
        self.fee = self._spread(
            line.get_fees()[0].get_kopecks(kopecks, kopecks) for line in lines
        )
        kinds = self._spread(KINDS.index(line.kind) for line in lines)
        even = (2 * kopecks + self.terms) // (2 * self.terms)
        self.level = np.select(
            [self.is_annuity == 1, kinds == 1], [self._get_annuities(), even], 0
        )

    def _spread(self, values):
        return np.array(list(values), dtype=np.int64)[self.line]

    def restore(self, values, shape):
        """Return figures in the order of products and terms."""
        restored = np.empty_like(values)
        restored[self.order] = values
        return restored.reshape(shape)

    def _get_annuities(self):
        """Return equal payments; where a float is near a half, by the definition."""
        monthly = self.rate / (12 * WHOLE)
        with np.errstate(divide="ignore", invalid="ignore"):
            exact = self.kopecks * monthly / -np.expm1(-self.terms * np.log1p(monthly))
        exact = np.where(self.rate == 0, self.kopecks / self.terms, exact)
        level = np.floor(exact + 0.5).astype(np.int64)
        for place in np.flatnonzero(np.abs(exact % 1 - 0.5) < 0.01):
            rate = Decimal(int(self.rate[place])) / SCALE
            payment = annuity(to_money(self.kopecks), rate, int(self.terms[place]))
            level[place] = int(payment * 100)
        return level

    def _get_interest(self, balance, parts, size):
        """Return interest rounded half up, without leaving 64 bits."""
        unit = self.unit[:size]
        whole, rest = np.divmod(balance * self.rate[:size], unit)
        part = parts[self.day_count[:size]]
        return whole * part + (2 * rest * part + unit) // (2 * unit)

    def _get_insurance(self, balance, size):
        return (2 * balance * self.insurance[:size] + WHOLE) // (2 * WHOLE)

    def walk(self, start, dues):
        """Return what is paid at the start and on each day, a row a day."""
        balance = np.full(len(self.terms), self.kopecks, dtype=np.int64)
        first = self.fee + self._get_insurance(balance, len(balance))
        self.paid, self.greatest = first.copy(), np.zeros_like(balance)
        flows, last = [first], make_due(start)
        for number, due in enumerate(dues, 1):
            size = int(np.searchsorted(-self.terms, -number, side="right"))
            balance = balance[:size]
            parts = _get_parts(last, due)
            interest = self._get_interest(balance, parts, size)
            level = self.level[:size] - interest * self.is_annuity[:size]
            principal = np.clip(level, 0, balance)
            ends = self.terms[:size] == number
            principal[ends] = balance[ends]
            payment = principal + interest
            usual = np.where(ends & (self.greatest[:size] > 0), 0, payment)
            np.maximum(self.greatest[:size], usual, out=self.greatest[:size])
            if number % 12 == 0:
                payment = payment + self._get_insurance(balance, size) * ~ends
            flows.append(payment)
            self.paid[:size] += payment
            balance = balance - principal
            last = due
        return flows


def _get_parts(last, due):
    """Return the part of a year by each day count, over its denominator."""
    return np.array(
        [
            int(get_year_part(last, due, name) * DENOMINATORS[name])
            for name in DAY_COUNTS
        ]
    )


def _solve(flows, columns, places):
    """Return the rates of the base period, by Newton's way down a convex curve."""
    flows = [flow.astype(float) for flow in flows]
    rate = columns.rate / (12 * WHOLE)
    lent = columns.kopecks - flows[0]
    if (lent <= 0).any():
        raise TermsError("flows")
    for _step in range(100):
        worth, slope = _get_worth(flows, places, rate)
        change = (worth - lent) / slope
        rate = np.maximum(rate + change, 0)
        if np.abs(change).max() < ACCURACY:
            break
    return rate


def _get_worth(flows, places, rate):
    """Return the present worth of what is paid, and how fast it falls."""
    growth = 1 / (1 + rate)
    present = np.ones_like(rate)
    worth, slope = np.zeros_like(rate), np.zeros_like(rate)
    earlier = 0
    for flow, (whole, part) in zip(flows[1:], places[1:]):
        size = len(flow)
        for _period in range(whole - earlier):
            present[:size] *= growth[:size]
        earlier = whole
        value, fall = flow * present[:size], whole * growth[:size]
        if part:
            value /= 1 + part * rate[:size]
            fall += part / (1 + part * rate[:size])
        worth[:size] += value
        slope[:size] += value * fall
    return worth, slope
