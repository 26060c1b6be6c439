# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for every loan."""

import unittest
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import pairwise

import pyxirr

from odoo.tests import BaseCase, tagged

from ..tools.days import count_due_days, get_due_days
from ..tools.fees import Fee
from ..tools.full_cost import MONTH, full_cost
from ..tools.schedule import (
    EarlyRepayment,
    annuity,
    build_schedule,
    get_flows,
    lay_rows,
    max_amount,
    max_term,
)
from ..tools.terms import DAY_COUNTS, Terms

try:
    from hypothesis import assume, given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=80, deadline=None, derandomize=True, database=None)
_money = st.integers(1, 10**11).map(lambda kopecks: D(kopecks).scaleb(-2))
_large = st.integers(10**8, 10**10).map(lambda kopecks: D(kopecks).scaleb(-2))
_rate = st.integers(0, 366_000).map(lambda number: D(number).scaleb(-3))
_usual_rate = st.integers(0, 60_000).map(lambda number: D(number).scaleb(-3))
_day = st.dates(date(2020, 1, 1), date(2060, 1, 1))


@st.composite
def _terms(draw):
    months = draw(st.integers(1, 120))
    amount = draw(_money)
    kind = draw(st.sampled_from(["annuity", "differentiated", "bullet", "individual"]))
    parts = ()
    if kind == "individual":
        cents = int(amount * 100)
        cuts = sorted(draw(st.integers(0, cents)) for _month in range(months - 1))
        edges = [0, *cuts, cents]
        parts = [D(b - a).scaleb(-2) for a, b in pairwise(edges)]
    return Terms(
        amount,
        draw(_rate),
        months,
        draw(_day),
        kind=kind,
        grace_months=draw(st.integers(0, months - 1)),
        payment_day=draw(st.none() | st.integers(1, 31)),
        day_count=draw(st.sampled_from(DAY_COUNTS)),
        is_grace_full=draw(st.booleans()),
        rest_months=draw(st.frozensets(st.integers(1, 12), max_size=6)),
        parts=parts,
    )


_fees = st.lists(
    st.builds(
        Fee,
        amount=st.integers(0, 10_000),
        percent=st.integers(0, 5),
        base=st.sampled_from(["amount", "balance"]),
        when=st.sampled_from(["issue", "payment", "year"]),
        is_counted=st.booleans(),
    ),
    max_size=3,
)
_holidays = st.frozensets(st.dates(date(2020, 1, 1), date(2070, 1, 1)), max_size=20)


@tagged("post_install", "-at_install")
class TestScheduleProperties(BaseCase):
    def check_rows(self, terms, rows):
        self.assertEqual(rows[-1].balance, 0)
        self.assertEqual(sum(row.principal for row in rows), terms.amount)
        days = [row.date for row in rows]
        self.assertEqual(days, sorted(set(days)))
        balance = terms.amount
        for row in rows:
            balance -= row.principal
            self.assertEqual(row.balance, balance)
            self.assertEqual(row.payment, row.principal + row.interest + row.fee)
            money = (row.principal, row.interest, row.fee, row.uncounted, row.balance)
            self.assertGreaterEqual(min(money), 0)
            self.assertTrue(all(value == round(value, 2) for value in money))

    @_quick
    @given(_terms(), _fees, _holidays)
    def test_the_balance_ends_at_zero(self, terms, fees, holidays):
        rows = lay_rows(terms, fees, holidays)
        self.check_rows(terms, rows)
        due = [row for row in rows if row.date > terms.start]
        self.assertEqual(len(due), terms.months)

    @_quick
    @given(_terms(), st.integers(1, 4000), st.integers(1, 99), st.booleans())
    def test_early_repayments_end_at_zero_sooner(self, terms, after, share, is_term):
        day = terms.start + timedelta(days=after)
        plain = lay_rows(terms)
        assume(day <= plain[-1].date)
        owed = [row.balance for row in plain if row.date <= day][-1:] or [terms.amount]
        amount = round(owed[0] * share / 100, 2)
        assume(amount > 0)
        item = EarlyRepayment(day, amount, "term" if is_term else "payment")
        rows = lay_rows(terms, early=[item])
        self.check_rows(terms, rows)
        self.assertLessEqual(rows[-1].date, plain[-1].date)
        if not terms.is_grace_full:  # otherwise the interest is only put off
            paid, due = (sum(row.interest for row in x) for x in (rows, plain))
            cents = D(len(plain)) / 100
            # what a payment in kopecks leaves open grows like a debt, both ways
            if terms.kind != "annuity" or terms.annual_rate < 60:
                self.assertLessEqual(paid, due + max(cents, due / 1000))

    @_quick
    @given(_large, _usual_rate, st.integers(2, 120), _day, st.booleans())
    def test_full_cost_is_the_rate_by_equal_months(
        self, amount, rate, months, start, is_annuity
    ):
        kind = "annuity" if is_annuity else "differentiated"
        terms = Terms(amount, rate, months, start, kind, day_count="30/360")
        found = full_cost(get_flows(terms, lay_rows(terms)), MONTH)
        self.assertLessEqual(abs(found - rate), D("0.001"))

    @_quick
    @given(_terms(), _fees, st.integers(1, 100_000))
    def test_full_cost_grows_with_the_rate(self, terms, fees, more):
        # a payment rounded to kopecks may end a dear loan sooner: see Row
        assume(terms.amount > 1000 and terms.annual_rate < 60)
        values = {
            name: getattr(terms, name)
            for name in ("amount", "months", "start", "kind", "day_count")
        }
        assume(values["kind"] != "individual")
        fees = [fee for fee in fees if fee.when != "issue"]
        costs = []
        for rate in (terms.annual_rate, terms.annual_rate + D(more).scaleb(-3)):
            changed = Terms(annual_rate=rate, **values)
            flows = get_flows(changed, lay_rows(changed, fees))
            try:
                costs.append(full_cost(flows, MONTH))
            except ValueError:
                assume(False)  # fees of the first day eat up the loan
        self.assertLessEqual(costs[0], costs[1])

    @_quick
    @given(_large, _usual_rate, st.integers(1, 240), _day, st.integers(0, 5))
    def test_a_second_opinion(self, amount, rate, months, start, fee):
        """Whole months apart the law's i is the internal rate of return."""
        terms = Terms(amount, rate, months, start)
        flows = get_flows(terms, lay_rows(terms, [Fee(percent=fee)]))
        amounts = {}
        for day, money in flows:
            amounts[day] = amounts.get(day, 0) + money
        theirs = pyxirr.irr([float(amounts[day]) for day in sorted(amounts)])
        found = full_cost(flows, MONTH)
        self.assertAlmostEqual(float(found), theirs * 1200, delta=0.0006)

    @_quick
    @given(_large, _usual_rate, st.integers(1, 360))
    def test_amount_and_term_for_a_payment(self, amount, rate, months):
        payment = annuity(amount, rate, months)
        found = max_amount(payment, rate, months)
        self.assertGreaterEqual(found, amount)
        self.assertLessEqual(annuity(found, rate, months), payment)
        self.assertGreater(annuity(found + D("0.01"), rate, months), payment)
        term = max_term(payment, amount, rate)
        self.assertLessEqual(annuity(amount, rate, term), payment)
        if term > 1:
            self.assertGreater(annuity(amount, rate, term - 1), payment)

    @_quick
    @given(_large, _usual_rate, st.integers(1, 60), _day)
    def test_the_plain_function_is_the_same_walk(self, amount, rate, months, start):
        terms = Terms(amount, rate, months, start)
        self.assertEqual(build_schedule(amount, rate, months, start), lay_rows(terms))

    @_quick
    @given(_day, st.integers(1, 2_000), st.none() | st.integers(1, 31))
    def test_days_of_payment_up_to_an_end_are_those_of_the_schedule(
        self, start, days, payment_day
    ):
        end = start + timedelta(days=days)
        count = count_due_days(start, end, payment_day)
        due = get_due_days(start, count + 1, payment_day)
        self.assertEqual([one.nominal <= end for one in due], [True] * count + [False])
