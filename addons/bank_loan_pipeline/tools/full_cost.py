# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""ПСК, the full cost of a loan by law 353-FZ, article 6. Plain Python.

    ПСК = i × ЧБП × 100                                                (part 2)
    Σ ДП / ((1 + e·i) (1 + i)^q) = 0                                   (part 2.1)

ДП: a payment, the loan itself negative; q: whole base periods since the loan was given;
e: the rest of the way, as a part of the base period; i: the smallest positive solution;
ЧБП: base periods in a year of 365 days. The base period is the standard interval (day,
month, year, some days or months up to a year) met most often between payments; of
several met equally often the smallest one; where none is met twice, the mean one.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from math import exp, log1p
from statistics import mean

from odoo.addons.bank_base.tools.clock import add_months

from .terms import TermsError, clean_day, to_decimal

YEAR_DAYS = 365
MONTH_DAYS = Fraction(YEAR_DAYS, 12)
THOUSANDTH = Decimal("0.001")
# a day of payment that fell on a long weekend was moved by less
MOVED_DAYS = 12
MAX_RATE = 1e9


@dataclass(frozen=True)
class BasePeriod:
    """A standard interval: some months (12 are a year) or some days."""

    months: int = 0
    days: int = 0

    @property
    def length(self):
        """Days, all months being equal."""
        return self.months * MONTH_DAYS + self.days

    @property
    def per_year(self):
        """ЧБП, the number of base periods in a year."""
        return YEAR_DAYS / self.length


MONTH = BasePeriod(months=1)


def full_cost(cash_flows, base=None):
    """Return the full cost in percent a year with three decimals.

    :param cash_flows: pairs of day and signed amount; the loan is negative
    :param base: ``BasePeriod``; by the days of the flows when it is not given

    >>> from datetime import date
    >>> full_cost([(date(2026, 1, 1), -1000), (date(2027, 1, 1), 1250)])
    Decimal('25.000')
    """
    flows = clean_flows(cash_flows)
    total = sum(amount for _day, amount in flows)
    if total < 0:
        raise TermsError("returned")
    if not total:
        return Decimal(0).quantize(THOUSANDTH)
    days = [day for day, _amount in flows]
    base = base or find_base_period(days)
    places = get_places(days, base)
    rate = _solve(places, [float(amount) for _day, amount in flows])
    percent = Decimal(rate * float(base.per_year) * 100)
    return percent.quantize(THOUSANDTH, ROUND_HALF_UP)


def full_cost_money(cash_flows):
    """Return the full cost in money: all that is paid above what was lent.

    Law 353-FZ, article 6, part 2.1 and 4: interest, fees, insurance.

    >>> from datetime import date
    >>> full_cost_money([(date(2026, 1, 1), -1000), (date(2027, 1, 1), 1250)])
    Decimal('250')
    """
    return sum(amount for _day, amount in clean_flows(cash_flows))


def clean_flows(cash_flows):
    """Return one flow a day, in order; the loan comes first."""
    by_day = Counter()
    for day, amount in cash_flows:
        by_day[clean_day(day, "flows")] += to_decimal(amount)
    flows = sorted((day, amount) for day, amount in by_day.items() if amount)
    if len(flows) < 2 or flows[0][1] > 0:
        raise TermsError("flows")
    return flows


def find_base_period(days):
    """Return the base period of days in order, the first one being that of the loan.

    Days of payment moved off a weekend stay whole months apart for this, as the
    agreement has them. Where one interval can be told in two ways and both are met
    equally often, whole months go before a number of days, and a number of days before
    months with moved days.

    >>> from datetime import date
    >>> find_base_period([date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)])
    BasePeriod(months=1, days=0)
    >>> find_base_period([date(2026, 1, 1), date(2026, 1, 15), date(2026, 1, 29)])
    BasePeriod(months=0, days=14)
    """
    intervals = list(pairwise(days))
    counts, ranks = Counter(), {}
    for first, last in intervals:
        for base, rank, bucket in _name_interval(first, last):
            counts[base, rank] += 1
            ranks[base, rank] = (-bucket, rank, -base.length)
    if not counts:
        return BasePeriod(months=12)
    best = max(counts, key=lambda key: (counts[key], ranks[key]))
    if len(intervals) > 1 and counts[best] == 1:
        length = mean((last - first).days for first, last in intervals)
        return BasePeriod(days=min(round(length), YEAR_DAYS))
    return best[0]


def _name_interval(first, last):
    """Return the standard intervals that this one may be: (it, rank, length to rank)."""
    length = (last - first).days
    months = _count_months(first, last)
    distance = abs((last - add_months(first, months)).days)
    names, bucket = [], length
    if 0 < months <= 12 and distance <= MOVED_DAYS:
        base = BasePeriod(months=months)
        bucket = base.length
        names.append((base, 1, bucket))
        if not distance or (_is_end(first) and _is_end(last)):
            names.append((base, 3, bucket))
    if length <= YEAR_DAYS:
        names.append((BasePeriod(days=length), 2, bucket))
    return names


def _count_months(first, last):
    """Return the number of months that comes nearest to an interval."""
    months = (last.year - first.year) * 12 + last.month - first.month
    near = [months, months - 1, months + 1]
    return min(near, key=lambda n: abs((add_months(first, n) - last).days))


def _is_end(day):
    return (day + timedelta(days=1)).day == 1


def get_places(days, base):
    """Return ``[(q, e)]``: whole base periods since the first day, and the rest.

    >>> from datetime import date
    >>> get_places([date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10)], MONTH)
    [(0, 0.0), (1, 0.0), (1, 0.3287671232876712)]
    """
    start = days[0]
    if not base.months:
        return [
            (
                (day - start).days // base.days,
                (day - start).days % base.days / base.days,
            )
            for day in days
        ]
    marks = [start]
    while marks[-1] <= days[-1]:
        marks.append(add_months(start, len(marks) * base.months))
    places = []
    for day in days:
        whole = bisect_right(marks, day) - 1
        places.append((whole, float((day - marks[whole]).days / base.length)))
    return places


def _solve(places, amounts):
    """Return the smallest positive solution; what is owed falls as the rate grows."""

    def worth(rate):
        return sum(
            amount * exp(-whole * log1p(rate)) / (1 + part * rate)
            for amount, (whole, part) in zip(amounts, places)
        )

    low, high = 0.0, 0.01
    while worth(high) > 0:
        low, high = high, high * 2
        if high > MAX_RATE:
            raise TermsError("flows")
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if worth(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
