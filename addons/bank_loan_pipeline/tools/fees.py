# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fees and insurance of a loan, as parts of its payments. Plain Python."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .terms import TermsError, clean_day, round_half_up, to_decimal, to_kopecks

WHENS = ("issue", "payment", "year")
BASES = ("amount", "balance")


@dataclass(frozen=True)
class Fee:
    """What is paid beside principal and interest.

    :param amount: fixed, money; added to the percentage
    :param percent: of what ``base`` says
    :param base: ``amount`` of the loan, or ``balance`` before the payment
    :param when: ``issue``, every ``payment``, every ``year`` in advance (the day of
        issue and each twelfth payment but the last), or a day
    :param is_counted: enters the full cost; law 353-FZ, article 6, parts 4 and 5 say
        what does (insurance that the terms of the loan depend on) and what does not
    """

    amount: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)
    base: str = "amount"
    when: str | date = "issue"
    name: str = ""
    is_counted: bool = True

    def __post_init__(self):
        to_kopecks(self.amount, "fee")
        if not 0 <= to_decimal(self.percent, "fee") <= 100 or self.base not in BASES:
            raise TermsError("fee", self.percent)
        if self.when not in WHENS:
            clean_day(self.when, "fee")

    def get_kopecks(self, amount, balance):
        """Return what is paid once, in kopecks."""
        base = amount if self.base == "amount" else balance
        part = Fraction(to_decimal(self.percent)) / 100
        return to_kopecks(self.amount) + round_half_up(base * part)

    def is_due(self, number, months):
        """Return whether it is paid with a payment; 0 is the issue."""
        if self.when == "issue":
            return number == 0
        if self.when == "payment":
            return number > 0
        return self.when == "year" and number % 12 == 0 and number < months


def make_fees(fees, terms):
    """Return fees of whatever was given: a fee, a pair of day and amount, an amount.

    A single amount is paid on the day of issue.
    """
    made = []
    for fee in fees:
        if isinstance(fee, (tuple, list)) and len(fee) == 2:
            fee = Fee(amount=fee[1], when=clean_day(fee[0], "fee"))
        elif not isinstance(fee, Fee):
            fee = Fee(amount=fee)
        if fee.when not in WHENS and fee.when < terms.start:
            raise TermsError("fee", fee.when)
        made.append(fee)
    return made
