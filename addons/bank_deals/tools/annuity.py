# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Row(NamedTuple):
    """One payment of a schedule."""

    number: int
    payment: Decimal
    interest: Decimal
    principal: Decimal
    rest: Decimal


def annuity(amount, rate, months, digits=2):
    """Return the equal monthly payment of a loan, rounded as money is.

    :param amount: what is lent
    :param rate: percent a year
    :param months: how many payments
    :param digits: decimals of the currency

    >>> annuity(Decimal("100000"), Decimal("12"), 12)
    Decimal('8884.88')
    >>> annuity(Decimal("1200"), Decimal("0"), 12)
    Decimal('100.00')
    >>> annuity(Decimal("1200"), Decimal("10"), 0)
    Decimal('0')
    """
    if months <= 0 or amount <= 0:
        return Decimal(0)
    monthly = rate / Decimal(1200)
    payment = amount / months
    if monthly:
        payment = amount * monthly / (1 - (1 + monthly) ** -months)
    return payment.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def schedule(amount, rate, months, digits=2):
    """Return the rows of an annuity; the last payment clears what rounding has left.

    >>> rows = schedule(Decimal("1000"), Decimal("12"), 3)
    >>> [str(row.payment) for row in rows]
    ['340.02', '340.02', '340.03']
    >>> [str(row.rest) for row in rows]
    ['669.98', '336.66', '0.00']
    >>> sum(row.principal for row in rows)
    Decimal('1000.00')
    >>> schedule(Decimal("0"), Decimal("12"), 3)
    []
    """
    payment, rest, rows = annuity(amount, rate, months, digits), amount, []
    if not payment:
        return rows
    unit = Decimal(1).scaleb(-digits)
    for number in range(1, months + 1):
        interest = (rest * rate / Decimal(1200)).quantize(unit, ROUND_HALF_UP)
        principal = rest if number == months else min(payment - interest, rest)
        rest = (rest - principal).quantize(unit)
        rows.append(
            Row(
                number,
                (interest + principal).quantize(unit),
                interest,
                principal.quantize(unit),
                rest,
            )
        )
    return rows
