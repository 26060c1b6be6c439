# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days of payment, and what part of a year lies between them. Plain Python."""

from calendar import isleap
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from odoo.addons.bank_base.tools.clock import MAX_DAYS, NoWorkingTimeError, add_months

from .terms import ACTUAL_365, THIRTY_360

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A day of payment: as agreed, and as moved off a day without work.

    :param anchor: the agreed day of the month, though this month may be shorter
    """

    nominal: date
    day: date
    anchor: int


def roll(day, holidays=()):
    """Return the day, or the next working one (Civil Code of Russia, article 193).

    :param holidays: days off besides Saturdays and Sundays, or whatever knows them
        itself by a method ``roll`` (``bank_base.tools.clock.WorkCalendar``, which
        knows transferred working days too); nothing: no day is moved

    >>> roll(date(2026, 3, 7)), roll(date(2026, 3, 7), [date(2026, 3, 9)])
    (datetime.date(2026, 3, 7), datetime.date(2026, 3, 10))
    """
    if hasattr(holidays, "roll"):
        return holidays.roll(day)
    if not holidays:
        return day
    for _step in range(MAX_DAYS):
        if day.weekday() < 5 and day not in holidays:
            return day
        day += DAY
    raise NoWorkingTimeError


def count_due_days(start, end, payment_day=None):
    """Return how many days of payment lie after one day and not after another.

    A day off may put the last of them off, as it puts off the end itself.

    >>> count_due_days(date(2026, 11, 30), date(2030, 12, 1))
    48
    >>> count_due_days(date(2026, 1, 31), date(2026, 2, 28))
    1
    >>> count_due_days(date(2026, 11, 12), date(2026, 11, 20), 25)
    0
    """
    anchor = payment_day or start.day
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    months -= _put(start.replace(day=1), anchor) <= start
    months -= _put(end.replace(day=1), anchor) > end
    return max(0, months)


def get_due_days(start, months, payment_day=None, holidays=()):
    """Return the days of payment, the first one not later than a month on.

    A day of payment of its own makes the first period shorter than a month.

    >>> [due.day.isoformat() for due in get_due_days(date(2026, 1, 31), 3)]
    ['2026-02-28', '2026-03-31', '2026-04-30']
    >>> get_due_days(date(2026, 1, 20), 1, 5)[0].day
    datetime.date(2026, 2, 5)
    """
    anchor = payment_day or start.day
    first = start.replace(day=1)
    # the month in which the first payment falls
    shift = 1 if _put(first, anchor) <= start else 0
    days = []
    for number in range(months):
        nominal = _put(add_months(first, number + shift), anchor)
        days.append(Due(nominal, roll(nominal, holidays), anchor))
    return days


def _put(first, anchor):
    last = add_months(first, 1) - DAY
    return first.replace(day=min(anchor, last.day))


def read_payment_day(days, usual=None, holidays=()):
    """Return the day of the month from which days of payment were moved, or None.

    It is the one that explains most of them: a short month ends before it, a day off
    puts the payment off. Of several, the usual one, else the one that is met most.

    :param days: dates of a schedule whose agreed day nobody has told
    :param usual: the day of the month on which the loan was given

    >>> read_payment_day(
    ...     [date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)]
    ... )
    31
    >>> read_payment_day([date(2026, 4, 30), date(2026, 6, 30)])
    30
    >>> read_payment_day(
    ...     [date(2026, 3, 10), date(2026, 4, 7)], holidays=[date(2026, 3, 9)]
    ... )
    7
    >>> read_payment_day([date(2026, 2, 28)], usual=31), read_payment_day([])
    (31, None)
    """
    days = list(days)
    explained = Counter(
        anchor for day in days for anchor in _find_anchors(day, holidays)
    )
    met = Counter(day.day for day in days)
    return max(
        explained,
        key=lambda anchor: (explained[anchor], anchor == usual, met[anchor], anchor),
        default=None,
    )


def _find_anchors(day, holidays):
    """Return which agreed days of a month are paid on this day."""
    found, nominal = set(), day
    while nominal == day or roll(nominal, holidays) == day:
        found.add(nominal.day)
        if (nominal + DAY).day == 1:
            found.update(range(nominal.day, 32))
        nominal -= DAY
    return found


def make_due(day):
    """Return a day that is taken as it is: the issue, an early repayment."""
    return Due(day, day, day.day)


def get_year_part(previous, due, day_count):
    """Return the part of a year between two days, as a fraction.

    The day on which money was given does not count, the day on which it is paid does
    (Civil Code of Russia, article 191); by actual/actual days of a leap year are parts
    of 366 and others of 365. By 30/360 every month has thirty days, February too, and
    a day that was moved changes nothing.

    >>> first, second = make_due(date(2023, 12, 20)), make_due(date(2024, 1, 20))
    >>> get_year_part(first, second, "actual/365")
    Fraction(31, 365)
    >>> get_year_part(first, second, "30/360")
    Fraction(1, 12)
    >>> get_year_part(first, second, "actual/actual") == (
    ...     Fraction(11, 365) + Fraction(20, 366)
    ... )
    True
    """
    if day_count == THIRTY_360:
        return Fraction(_count_thirty(previous, due), 360)
    if day_count == ACTUAL_365:
        return Fraction((due.day - previous.day).days, 365)
    part = Fraction(0)
    for year in range(previous.day.year, due.day.year + 1):
        first = max(previous.day + DAY, date(year, 1, 1))
        last = min(due.day, date(year, 12, 31))
        if first <= last:
            part += Fraction((last - first).days + 1, 365 + isleap(year))
    return part


def _count_thirty(previous, due):
    months = (due.nominal.year - previous.nominal.year) * 12
    months += due.nominal.month - previous.nominal.month
    return max(months * 30 + min(due.anchor, 30) - min(previous.anchor, 30), 0)
