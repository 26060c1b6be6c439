# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Schedules of loans, exact to the kopeck. Plain Python.

The equal payment is that of ``bank_deals.tools.annuity``, rounded once; interest of a
period is rounded once; the last payment takes what rounding and days have left. No
principal is below zero: where the interest of a long period is above the equal
payment, that payment is the interest.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from odoo.addons.bank_deals.tools.annuity import annuity

from .days import get_due_days, get_year_part, make_due
from .fees import WHENS, make_fees
from .full_cost import BasePeriod, full_cost, full_cost_money
from .terms import (
    ACTUAL,
    MAX_MONTHS,
    Terms,
    TermsError,
    clean_day,
    clean_months,
    clean_rate,
    round_half_up,
    to_kopecks,
    to_money,
)

__all__ = [
    "BasePeriod",
    "EarlyRepayment",
    "Row",
    "build_schedule",
    "full_cost",
    "full_cost_money",
    "get_flows",
    "get_payment",
    "lay_rows",
    "max_amount",
    "max_term",
]
TERM, PAYMENT = "term", "payment"


@dataclass(frozen=True)
class Row:
    """A day on which something is paid; also read as ``row["date"]``.

    :param payment: principal, interest and fee together
    :param balance: what is owed afterwards
    :param uncounted: the part of the fee that does not enter the full cost
    """

    date: date
    principal: Decimal
    interest: Decimal
    fee: Decimal
    payment: Decimal
    balance: Decimal
    uncounted: Decimal = Decimal(0)

    def __getitem__(self, name):
        return getattr(self, name)


@dataclass(frozen=True)
class EarlyRepayment:
    """Principal paid before its time, with the interest run up by that day.

    Law 353-FZ, article 11: interest is paid up to the day of the return, that day
    included.

    :param keeps: ``payment`` (the loan ends sooner) or ``term`` (payments get smaller)
    """

    date: date
    amount: Decimal
    keeps: str = PAYMENT


def build_schedule(
    amount,
    annual_rate,
    months,
    start,
    kind="annuity",
    grace_months=0,
    payment_day=None,
    day_count=ACTUAL,
    fees=(),
    holidays=(),
    early=(),
    **more,
):
    """Return the rows of a loan's schedule; the last balance is exactly zero.

    A row a month, though rounding may leave the last ones empty; before them one for
    what is paid on the day of issue, between them those of early repayments and of
    fees with a day of their own.

    :param annual_rate: percent a year
    :param fees: ``tools.fees.Fee``, pairs of day and amount, or amounts paid at issue
    :param holidays: see ``tools.days.roll``
    :param early: ``EarlyRepayment``
    :param more: ``is_grace_full``, ``rest_months``, ``parts`` of ``tools.terms.Terms``
    :raise TermsError: a ``ValueError`` with a sentence, for impossible terms

    >>> rows = build_schedule(
    ...     100_000, 12, 3, date(2026, 1, 15), day_count="30/360"
    ... )
    >>> [(row.interest, row.principal, row.balance) for row in rows][1:]
    [(Decimal('669.98'), Decimal('33332.23'), Decimal('33665.56')), \
(Decimal('336.66'), Decimal('33665.56'), Decimal('0.00'))]
    >>> build_schedule(100_000, 12, -3, date(2026, 1, 15))
    Traceback (most recent call last):
    odoo.addons.bank_loan_pipeline.tools.terms.TermsError: \
A term is a whole number of months from 1 to 600: -3.
    """
    terms = Terms(
        amount,
        annual_rate,
        months,
        start,
        kind=kind,
        grace_months=grace_months,
        payment_day=payment_day,
        day_count=day_count,
        **more,
    )
    return lay_rows(terms, fees, holidays, early)


def lay_rows(terms, fees=(), holidays=(), early=()):
    """Return the rows of terms; see :func:`build_schedule`."""
    return _Walk(terms, make_fees(fees, terms), holidays, early).run()


def get_flows(terms, rows):
    """Return days and signed amounts for :func:`full_cost`, the loan negative."""
    flows = [(terms.start, -to_money(terms.kopecks))]
    return flows + [(row.date, row.payment - row.uncounted) for row in rows]


def get_payment(rows):
    """Return what is paid a month: the greatest principal and interest but the last.

    The last payment takes what rounding and days have left, or the whole principal.
    """
    usual = rows[:-1] if sum(row.payment > row.fee for row in rows) > 1 else rows
    return max(row.principal + row.interest for row in usual)


class _Walk:
    """A way through the days of one loan, in whole kopecks."""

    def __init__(self, terms, fees, holidays, early):
        self.terms = terms
        self.fees = fees
        self.due_days = get_due_days(
            terms.start, terms.months, terms.payment_day, holidays
        )
        self.early = sorted(early, key=lambda item: item.date)
        self.balance = terms.kopecks
        self.deferred = 0
        self.last = make_due(terms.start)
        self.paying = [self._is_paying(number) for number in range(terms.months)]
        self.parts = list(terms.parts)
        self.rows = []
        self._set_level(0)

    def _is_paying(self, index):
        if index == self.terms.months - 1:
            return True
        month = self.due_days[index].nominal.month
        rests = self.terms.rest_months
        return index >= self.terms.grace_months and month not in rests

    def _set_level(self, done):
        """Reckon what is paid each time from here on."""
        left = sum(self.paying[done:])
        if self.terms.kind == "annuity":
            rate = self.terms.annual_rate
            self.level = int(annuity(to_money(self.balance), rate, left) * 100)
        elif left:
            self.level = round_half_up(Fraction(self.balance, left))

    def run(self):
        self._check_early()
        self._pay_at_issue()
        for index, due in enumerate(self.due_days):
            self._pay_between(index, due)
            if self.early and not self.balance:
                break
            self._pay_due(index, due)
        return self.rows

    def _check_early(self):
        end = self.due_days[-1].day
        for item in self.early:
            day = clean_day(item.date, "early")
            if not self.terms.start < day <= end or item.keeps not in (TERM, PAYMENT):
                raise TermsError("early", item.date)
            if not to_kopecks(item.amount, "early"):
                raise TermsError("early", item.amount)
        for fee in self.fees:
            if fee.when not in WHENS and fee.when > end:
                raise TermsError("fee", fee.when)

    def _pay_at_issue(self):
        if fees := self._get_fees(0, self.terms.start):
            self._add_row(self.last, 0, 0, fees)

    def _pay_between(self, index, due):
        """Pay what falls on days between the agreed ones."""
        days = {item.date for item in self.early} | {
            fee.when for fee in self.fees if fee.when not in WHENS
        }
        start = self.last.day
        for day in sorted(day for day in days if start < day < due.day):
            if not self.balance:
                break
            item, interest = make_due(day), 0
            principal = self._take_early(day, index)
            if principal:  # a mere fee leaves the interest to its day
                interest, self.deferred = self._accrue(item) + self.deferred, 0
            self._add_row(item, principal, interest, self._get_fees(None, day))

    def _pay_due(self, index, due):
        interest = self._accrue(due)
        fees = self._get_fees(index + 1, due.day)
        if not self._pays_interest(index):
            self.deferred += interest
            interest = 0
        else:
            interest, self.deferred = interest + self.deferred, 0
        principal = self._get_principal(index, interest)
        self._add_row(due, principal, interest, fees)
        if early := self._take_early(due.day, index + 1):
            self._merge_early(early)

    def _pays_interest(self, index):
        return not self.terms.is_grace_full or index >= self.terms.grace_months

    def _accrue(self, due):
        part = get_year_part(self.last, due, self.terms.day_count)
        self.last = due
        return round_half_up(self.balance * self.terms.rate * part)

    def _get_principal(self, index, interest):
        kind = self.terms.kind
        if index == self.terms.months - 1:
            return self.balance
        if kind == "individual":
            return min(self.parts[index], self.balance)
        if not self.paying[index] or kind == "bullet":
            return 0
        part = self.level - interest if kind == "annuity" else self.level
        return min(max(part, 0), self.balance)

    def _take_early(self, day, done):
        """Return what is repaid early on a day; lay out anew what remains."""
        kopecks = 0
        for item in self.early:
            if item.date == day:
                kopecks += to_kopecks(item.amount)
                if kopecks > self.balance:
                    raise TermsError("early", item.amount)
                self._lay_out_anew(item, done, self.balance - kopecks)
        return kopecks

    def _lay_out_anew(self, item, done, balance):
        if item.keeps == PAYMENT or not balance:
            return
        before, self.balance = self.balance, balance
        self._set_level(done)
        self.balance = before
        left = sum(self.parts[done:])
        for index in range(done, len(self.parts)):
            part = Fraction(self.parts[index] * balance, left)
            self.parts[index] = round_half_up(part)

    def _merge_early(self, early):
        """An early repayment on a day of payment stands in the row of that day."""
        row = self.rows.pop()
        self.balance -= early
        self.rows.append(
            Row(
                row.date,
                row.principal + to_money(early),
                row.interest,
                row.fee,
                row.payment + to_money(early),
                to_money(self.balance),
                row.uncounted,
            )
        )

    def _get_fees(self, number, day):
        """Return fees of a day as ``[(kopecks, is counted)]``."""
        fees = []
        for fee in self.fees:
            is_own = fee.when == day
            if is_own or (number is not None and fee.is_due(number, self.terms.months)):
                kopecks = fee.get_kopecks(self.terms.kopecks, self.balance)
                fees.append((kopecks, fee.is_counted))
        return fees

    def _add_row(self, due, principal, interest, fees):
        self.balance -= principal
        fee = sum(kopecks for kopecks, _is_counted in fees)
        self.rows.append(
            Row(
                due.day,
                to_money(principal),
                to_money(interest),
                to_money(fee),
                to_money(principal + interest + fee),
                to_money(self.balance),
                to_money(sum(kopecks for kopecks, counted in fees if not counted)),
            )
        )


def max_amount(payment, annual_rate, months):
    """Return the greatest loan whose equal payment is no more than this.

    >>> max_amount("8884.88", 12, 12), annuity(Decimal("100000.07"), Decimal(12), 12)
    (Decimal('100000.06'), Decimal('8884.89'))
    """
    kopecks, rate = to_kopecks(payment, "payment"), clean_rate(annual_rate)
    months = clean_months(months)
    monthly = rate / 1200
    share = (1 - (1 + monthly) ** -months) / monthly if monthly else Decimal(months)
    # whatever is below the next half of a kopeck is still rounded down to the payment
    if not kopecks:
        raise TermsError("payment", payment)
    found = int((kopecks + Decimal("0.5")) * share) + 2
    while found > 0 and annuity(to_money(found), rate, months) * 100 > kopecks:
        found -= 1
    return to_money(found)


def max_term(payment, amount, annual_rate):
    """Return the months in which an equal payment of this size repays a loan.

    A longer term makes the payment smaller, a shorter one greater than that.

    >>> max_term("8884.88", 100_000, 12), max_term("8884.87", 100_000, 12)
    (12, 13)
    """
    level = to_money(to_kopecks(payment, "payment"))
    loan, rate = to_money(to_kopecks(amount)), clean_rate(annual_rate)
    if not loan:
        raise TermsError("amount", amount)
    if annuity(loan, rate, MAX_MONTHS) > level:
        raise TermsError("payment", payment)
    low, high = 1, MAX_MONTHS
    while low < high:
        middle = (low + high) // 2
        if annuity(loan, rate, middle) > level:
            low = middle + 1
        else:
            high = middle
    return low
