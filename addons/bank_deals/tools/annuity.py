# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import ROUND_HALF_UP, Decimal


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
