# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The order of operations: the files know the day, the balance knows the rest."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from decimal import Decimal

_NOON = time(12)


def arrange(operations):
    """Return pairs (operation, moment) in the order in which the balance ran.

    Of the operations of one day the next is the one whose balance follows from the
    balance before it. The moment keeps that order: seconds after noon of the day,
    which is the same day in every time zone of the bank's country.
    """
    days = defaultdict(lambda: defaultdict(list))
    for operation in operations:
        days[operation.account][operation.date].append(operation)
    arranged = []
    for account in sorted(days):
        running = Decimal(0)
        for day in sorted(days[account]):
            start = datetime.combine(day, _NOON)
            for place, operation in enumerate(_chain(running, days[account][day])):
                arranged.append((operation, start + timedelta(seconds=place)))
                running = operation.balance
    return arranged


def _chain(running, operations):
    rest = sorted(operations, key=lambda operation: operation.number)
    while rest:
        following = min(rest, key=lambda row: abs(running + row.signed - row.balance))
        rest.remove(following)
        running = following.balance
        yield following


def find_kind(operation):
    """Return the kind of ``bank.operation``: what it is for says more than how.

    ``household`` and the like say nothing about the kind, so the way decides.
    """
    by_purpose = {
        "interest": "interest",
        "penalty": "penalty",
        "statement": "fee",
        "loan": "loan",
        "pension": "salary",
    }
    if kind := by_purpose.get(operation.purpose) or operation.kind:
        return kind
    return "other"
