# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Columns of numpy say what the plain calculator says."""

import doctest
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from odoo.tests import BaseCase, tagged

from ..tools import compare as module
from ..tools.compare import KINDS, Line, compare, get_cost_flows
from ..tools.full_cost import MONTH, full_cost, full_cost_money
from ..tools.least_payment import Least
from ..tools.schedule import get_payment, lay_rows
from ..tools.terms import DAY_COUNTS, Terms, TermsError

START = date(2026, 1, 31)


def make_lines(count, seed=1):
    """Return products of all kinds, with and without fees."""
    draw = random.Random(seed)
    return [
        Line(
            D(draw.randrange(0, 600_000)).scaleb(-4),
            draw.choice(KINDS),
            draw.choice(DAY_COUNTS),
            D(draw.choice([0, 0, 1500])),
            D(draw.choice(["0", "0", "1.25"])),
            D(draw.choice(["0", "0", "0.9"])),
            draw.choice([False, False, True]),
        )
        for _number in range(count)
    ]


@tagged("post_install", "-at_install")
class TestCompare(BaseCase):
    def check_same(self, amount, lines, months, start, **more):
        found = compare(amount, lines, months, start, **more)
        holidays = more.get("holidays", ())
        for row, line in enumerate(lines):
            for column, term in enumerate(months):
                terms = Terms(
                    amount,
                    line.annual_rate,
                    term,
                    start,
                    line.kind,
                    day_count=line.day_count,
                    payment_day=more.get("payment_day"),
                )
                rows = lay_rows(terms, line.get_fees(), holidays)
                flows = get_cost_flows(terms, rows, line, holidays)
                plain = (
                    int(get_payment(rows) * 100),
                    int(full_cost_money(flows) * 100),
                    int(full_cost(flows, MONTH) * 1000),
                )
                place = row, column
                ours = (
                    found.payment[place],
                    found.overpayment[place],
                    found.full_cost[place],
                )
                self.assertEqual(ours, plain, (line, term))

    def test_examples_in_the_code_hold(self):
        self.assertEqual(doctest.testmod(module).failed, 0)

    def test_the_same_to_the_kopeck(self):
        self.check_same(D("1234567.89"), make_lines(40), [1, 3, 12, 60, 240], START)

    def test_the_same_with_a_day_of_payment_and_days_off(self):
        holidays = [date(2026, 3, 9), date(2026, 5, 1), date(2026, 5, 11)]
        self.check_same(
            D(700_000),
            make_lines(20, 2),
            [6, 36],
            START,
            payment_day=7,
            holidays=holidays,
        )

    def test_the_same_with_least_payments(self):
        least = Least(D(5), D(300))
        lines = [replace(line, least=least) for line in make_lines(12, 4)]
        self.assertTrue(any(line.is_limit for line in lines))
        self.check_same(D(50_000), lines, [1, 13, 36], START, payment_day=7)

    def test_the_greatest_and_the_smallest_amounts(self):
        self.check_same(D("10000000000"), make_lines(12, 3), [36], date(2023, 12, 20))
        self.check_same(D("0.01"), [Line(12), Line(0)], [1, 3], START)

    def test_an_equal_payment_on_a_half_of_a_kopeck(self):
        """0.03 in two payments without interest: 1.5 kopecks are two."""
        self.assertEqual(
            compare(D("0.03"), [Line(0)], [2], START).payment.tolist(), [[2]]
        )

    def test_nothing_to_compare(self):
        self.assertEqual(compare(1000, [], [12], START).payment.shape, (0, 1))

    def test_impossible_terms_are_refused(self):
        for amount, line, term in (
            (1000, Line(1000), 12),
            (1000, Line(12), -3),
            (0, Line(12), 12),
            (D("1e11"), Line(12), 12),
            (1000, Line(12, "individual"), 12),
            (1000, Line(12, fee_percent=-1), 12),
            (1000, Line(12, fee_percent=100), 12),
            (1000, Line("12.00001"), 12),
        ):
            with self.subTest(line=line), self.assertRaises(TermsError):
                compare(amount, [line], [term], START)
