# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the files tell about a loan: its schedule and how it went."""

import calendar
from datetime import date
from typing import NamedTuple

STATES = {"paid": "closed", "unpaid": "defaulted"}


class Instalment(NamedTuple):
    number: int
    date: date
    state: str  # due, paid, overdue


def add_months(start, months):
    """Return the same day ``months`` later, or the last day of a shorter month.

    >>> add_months(date(1996, 1, 31), 1), add_months(date(1996, 12, 5), 1)
    (datetime.date(1996, 2, 29), datetime.date(1997, 1, 5))
    """
    years, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + years, month + 1)[1]
    return date(start.year + years, month + 1, min(start.day, last))


def build_schedule(loan, as_of):
    """Return the instalments of a loan with what is known of each on ``as_of``.

    Running well or paid off: what fell due is paid. In arrears or ended unpaid: money
    pays the oldest debt first, so that of what fell due the last is certainly
    overdue; about those before it nothing is known, and they stay due. Without an
    outcome nothing is known of any.
    """
    schedule = []
    for place in range(1, loan.months + 1):
        day = add_months(loan.granted, place)
        is_past = day <= as_of
        is_paid = is_past and loan.outcome in ("paid", "running")
        schedule.append(Instalment(place, day, "paid" if is_paid else "due"))
    if loan.outcome in ("arrears", "unpaid"):
        past = [row for row in schedule if row.date <= as_of]
        if past:
            place = past[-1].number - 1
            schedule[place] = schedule[place]._replace(state="overdue")
    return schedule


def find_state(loan):
    """Return the state of the agreement; a loan whose outcome is unknown runs."""
    return STATES.get(loan.outcome, "active")


def find_balance(loan, schedule):
    """Return what is still to be paid, or None where the files do not tell.

    Of a loan without an outcome nothing is known after the day it was granted: all of
    it is still to be paid.
    """
    if loan.outcome in ("arrears", "unpaid"):
        return None
    return loan.payment * sum(row.state != "paid" for row in schedule)
