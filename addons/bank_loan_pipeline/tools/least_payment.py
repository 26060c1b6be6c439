# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A limit that is repaid by the least payment of each month. Plain Python.

The full cost of a limit is that of the greatest payments that are possible (law 353-FZ,
article 6; ``compare.get_cost_flows`` names the sources). The slower the debt is repaid,
the more is paid in all: all is drawn on the first day, the least is paid each month,
what is left on the last one.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .fees import make_fees
from .schedule import _Walk
from .terms import TermsError, round_half_up, to_decimal, to_kopecks


@dataclass(frozen=True)
class Least:
    """The least that is paid each month.

    :param percent: of the principal that is owed; the interest is paid beside it
    :param amount: principal and interest together are not below it, money
    """

    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)

    def __post_init__(self):
        to_kopecks(self.amount, "least")
        if not 0 <= to_decimal(self.percent, "least") <= 100:
            raise TermsError("least", self.percent)

    def __bool__(self):
        return bool(self.percent or self.amount)

    def get_principal(self, balance, interest):
        """Return the principal of a payment, all in kopecks.

        >>> Least(Decimal(5), Decimal(300)).get_principal(1_000_000, 10_000)
        50000
        >>> Least(Decimal(5), Decimal(300)).get_principal(100_000, 1_000)
        29000
        """
        share = round_half_up(balance * Fraction(to_decimal(self.percent)) / 100)
        return min(max(share, to_kopecks(self.amount) - interest, 0), balance)


NO_LEAST = Least()


class _LeastWalk(_Walk):
    """The usual way through the days of a loan, with another principal."""

    def __init__(self, terms, fees, holidays, least):
        super().__init__(terms, fees, holidays, ())
        self.least = least

    def _get_principal(self, index, interest):
        if index == self.terms.months - 1:
            return self.balance
        return self.least.get_principal(self.balance, interest)


def lay_least_rows(terms, fees, holidays, least):
    """Return the rows of a limit that is drawn at once and repaid by the least.

    >>> from datetime import date
    >>> from .terms import Terms
    >>> terms = Terms(1000, 12, 3, date(2026, 1, 15), day_count="30/360")
    >>> rows = lay_least_rows(terms, (), (), Least(Decimal(10), Decimal(130)))
    >>> [str(row.payment) for row in rows], [str(row.principal) for row in rows]
    (['130.00', '130.00', '766.39'], ['120.00', '121.20', '758.80'])
    """
    return _LeastWalk(terms, make_fees(fees, terms), holidays, least).run()
