# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""For which period a paper is awaited. Plain Python."""

from calendar import monthrange
from datetime import date, timedelta

from odoo.addons.bank_base.tools.clock import add_months

# how long a period of the calendar is, in months
CALENDAR = {"month": 1, "quarter": 3, "half": 6, "year": 12}
ANNIVERSARY = "anniversary"


def get_next_period(start, last, every):
    """Return the end of the period after ``last``, or None where there is only one.

    :param start: the day of the agreement, from which anniversaries are counted
    :param last: the end of the period before; the day of the agreement at first

    >>> get_next_period(date(2026, 11, 30), date(2026, 11, 30), "quarter")
    datetime.date(2026, 12, 31)
    >>> get_next_period(date(2026, 11, 30), date(2026, 12, 31), "quarter")
    datetime.date(2027, 3, 31)
    >>> get_next_period(date(2024, 2, 29), date(2025, 2, 28), "anniversary")
    datetime.date(2026, 2, 28)
    >>> get_next_period(date(2026, 11, 30), date(2026, 11, 30), "once") is None
    True
    """
    if every == ANNIVERSARY:
        years = last.year - start.year
        found = add_months(start, 12 * years)
        return found if found > last else add_months(start, 12 * (years + 1))
    if every not in CALENDAR:
        return None
    end = _get_period_end(last, CALENDAR[every])
    if end > last:
        return end
    return _get_period_end(add_months(last.replace(day=1), 1), CALENDAR[every])


def get_followed_before(today, every):
    """Return the day before which a period has ended whose next one is over as well.

    >>> get_followed_before(date(2027, 3, 31), "quarter")
    datetime.date(2026, 12, 31)
    >>> get_followed_before(date(2027, 4, 1), "quarter")
    datetime.date(2027, 3, 31)
    >>> get_followed_before(date(2027, 4, 1), "anniversary")
    datetime.date(2026, 4, 1)
    """
    if every not in CALENDAR:
        return add_months(today, -12)
    months = CALENDAR[every]
    first = (today.month - 1) // months * months + 1
    return today.replace(month=first, day=1) - timedelta(days=1)


def _get_period_end(day, months):
    """Return the last day of the period of the calendar to which a day belongs."""
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])
