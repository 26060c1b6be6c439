# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""ПСК by the formula of the law, where it can be solved on paper."""

import doctest
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from odoo.tests import BaseCase, tagged

from ..tools import full_cost as module
from ..tools import least_payment
from ..tools.compare import Line, get_cost_flows
from ..tools.fees import Fee
from ..tools.full_cost import BasePeriod, find_base_period, full_cost
from ..tools.least_payment import Least
from ..tools.schedule import build_schedule, full_cost_money, get_flows, lay_rows
from ..tools.terms import Terms, TermsError

START = date(2026, 1, 15)


def _round(value):
    return value.quantize(D("0.001"))


@tagged("post_install", "-at_install")
class TestFullCost(BaseCase):
    def test_examples_in_the_code_hold(self):
        self.assertEqual(doctest.testmod(module).failed, 0)

    def test_two_months_by_the_root_of_a_square(self):
        """1000 x² - 515 x - 515 = 0 for x = 1 + i, ПСК = i × 12 × 100."""
        flows = [(START, -1000), (date(2026, 2, 15), 515), (date(2026, 3, 15), 515)]
        x = (515 + (D(515) ** 2 + 4 * 1000 * 515).sqrt()) / 2000
        self.assertEqual(full_cost(flows), _round((x - 1) * 1200))

    def test_a_limit_is_drawn_at_once_and_repaid_by_equal_payments(self):
        """985 x² - 507.51 x - 507.51 = 0; paid back in one sum it would be 30.3 %."""
        line = Line(12, "bullet", "30/360", fee_amount=D(15), is_limit=True)
        terms = Terms(1000, 12, 2, START, "bullet", day_count="30/360")
        rows = lay_rows(terms, line.get_fees())
        self.assertEqual([row.payment for row in rows], [15, 10, 1010])
        payment = D("507.51")
        x = (payment + (payment**2 + 4 * 985 * payment).sqrt()) / 1970
        flows = get_cost_flows(terms, rows, line)
        self.assertEqual(full_cost(flows), _round((x - 1) * 1200))
        self.assertEqual(full_cost_money(flows), D("30.02"))

    def test_a_limit_with_a_least_payment_is_repaid_by_it(self):
        """985 x² - 130 x - 888.80 = 0: of 1000, 10 are interest, 120 principal."""
        least = Least(D(10), D(130))
        line = Line(12, "bullet", "30/360", fee_amount=D(15), is_limit=True)
        terms = Terms(1000, 12, 2, START, "bullet", day_count="30/360")
        rows = lay_rows(terms, line.get_fees())
        flows = get_cost_flows(terms, rows, replace(line, least=least))
        payment, last = D(130), D("888.80")
        x = (payment + (payment**2 + 4 * 985 * last).sqrt()) / 1970
        self.assertEqual(full_cost(flows), _round((x - 1) * 1200))
        self.assertEqual(full_cost_money(flows), D("33.80"))
        # a loan that is no limit has a schedule, whatever stands on its product
        once = replace(line, is_limit=False, least=least)
        self.assertEqual(full_cost_money(get_cost_flows(terms, rows, once)), D("35"))

    def test_the_examples_of_a_least_payment_hold(self):
        self.assertEqual(doctest.testmod(least_payment).failed, 0)
        for values in ({"percent": D(101)}, {"amount": D(-1)}, {"percent": D(-1)}):
            with self.subTest(values=values), self.assertRaises(ValueError):
                Least(**values)

    def test_a_fee_at_issue_is_paid_out_of_the_loan(self):
        """970 x² - 515 x - 515 = 0: the fee and the loan fall on one day."""
        flows = [(START, -1000), (START, 30)]
        flows += [(date(2026, 2, 15), 515), (date(2026, 3, 15), 515)]
        x = (515 + (D(515) ** 2 + 4 * 970 * 515).sqrt()) / 1940
        self.assertEqual(full_cost(flows), _round((x - 1) * 1200))

    def test_the_rest_of_a_way_counts_as_a_part(self):
        """1000 (1 + e i)(1 + i) = 1050 with e = 10 days of 365/12."""
        e = D(10) * 12 / 365
        b = 1 + e
        i = (-b + (b * b + 4 * e * D("0.05")).sqrt()) / (2 * e)
        flows = [(START, -1000), (date(2026, 2, 25), 1050)]
        found = full_cost(flows, BasePeriod(months=1))
        self.assertEqual(found, _round(i * 1200))

    def test_a_month_of_a_micro_loan(self):
        """0.8 % a day over thirty days: 0.24 × 365/30 × 100 = 292, what the law allows."""
        flows = [(date(2026, 4, 1), -10_000), (date(2026, 5, 1), 12_400)]
        self.assertEqual(full_cost(flows, BasePeriod(days=30)), D("292.000"))
        # thirty days are not always a month
        flows = [(date(2026, 1, 1), -10_000), (date(2026, 1, 31), 12_400)]
        self.assertEqual(full_cost(flows), D("292.000"))

    def test_the_base_period_is_met_most_often(self):
        def days(*texts):
            return [date.fromisoformat(text) for text in texts]

        month, year = BasePeriod(months=1), BasePeriod(months=12)
        cases = [
            (days("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"), month),
            # a short first period
            (days("2026-01-20", "2026-02-05", "2026-03-05", "2026-04-05"), month),
            # 7 February, 7 March: Saturdays
            (days("2026-01-07", "2026-02-09", "2026-03-10", "2026-04-07"), month),
            (days("2026-01-15", "2026-04-15", "2026-07-15"), BasePeriod(months=3)),
            (days("2026-01-15", "2027-01-15", "2028-01-15"), year),
            (days("2026-01-15", "2028-01-15"), year),
            (days("2026-01-04", "2026-02-01", "2026-03-01"), BasePeriod(days=28)),
            (days("2026-01-04", "2026-02-03", "2026-03-05"), BasePeriod(days=30)),
            # two of each: the smaller one
            (
                days(
                    "2026-01-01", "2026-01-08", "2026-01-15", "2026-02-15", "2026-03-15"
                ),
                BasePeriod(days=7),
            ),
            # nothing twice: the mean one, (10 + 20 + 60) / 3
            (
                days("2026-01-01", "2026-01-11", "2026-01-31", "2026-04-01"),
                BasePeriod(days=30),
            ),
        ]
        for given, expected in cases:
            with self.subTest(given=given):
                self.assertEqual(find_base_period(given), expected)

    def test_full_cost_is_the_rate_by_equal_months_without_fees(self):
        for kind in ("annuity", "differentiated", "bullet"):
            for rate in ("0", "5.5", "18", "29.9", "100"):
                terms = Terms(3_000_000, rate, 36, START, kind, day_count="30/360")
                rows = build_schedule(
                    3_000_000, rate, 36, START, kind, day_count="30/360"
                )
                found = full_cost(get_flows(terms, rows))
                self.assertEqual(found, _round(D(rate)), (kind, rate))

    def test_in_money_it_is_what_is_paid_above_the_loan(self):
        fees = [Fee(amount=1500), Fee(amount=99, when="payment", is_counted=False)]
        terms = Terms(100_000, 12, 12, START, day_count="30/360")
        rows = build_schedule(100_000, 12, 12, START, day_count="30/360", fees=fees)
        flows = get_flows(terms, rows)
        interest = sum(row.interest for row in rows)
        self.assertEqual(full_cost_money(flows), interest + 1500)
        self.assertGreater(full_cost(flows), D(14))
        counted = [(row.date, row.payment) for row in rows]
        self.assertGreater(full_cost([flows[0], *counted]), full_cost(flows))

    def test_flows_that_are_no_loan_are_refused(self):
        day = date(2026, 2, 15)
        for flows in (
            [],
            [(START, -1000)],
            [(START, 1000), (day, -1000)],
            [(START, -1000), (day, 900)],
            [(START, -1000), ("tomorrow", 1100)],
            [(START, -1000), (day, "nan")],
        ):
            with self.subTest(flows=flows), self.assertRaises(TermsError):
                full_cost(flows)

    def test_a_dear_loan_has_a_cost_too(self):
        """Eleven times the sum within a day: i = 10 a day, 365,000 % a year."""
        flows = [(START, -1), (date(2026, 1, 16), 11)]
        self.assertEqual(full_cost(flows), D("365000.000"))
