# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Schedules reckoned by hand, and what no loan can be."""

import doctest
from datetime import date, datetime
from decimal import Decimal as D

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_base.tools.clock import WeekLine, WorkCalendar

from ..tools import days, fees, schedule, terms
from ..tools.fees import Fee
from ..tools.schedule import EarlyRepayment, build_schedule, max_amount, max_term
from ..tools.terms import TermsError

START = date(2026, 1, 15)


def _column(rows, name):
    return [row[name] for row in rows]


@tagged("post_install", "-at_install")
class TestSchedule(BaseCase):
    def check(self, rows, **columns):
        for name, values in columns.items():
            self.assertEqual(_column(rows, name), [D(value) for value in values], name)

    def test_examples_in_the_code_hold(self):
        for module in (days, fees, schedule, terms):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_equal_payments(self):
        """100,000 at 1 % a month: 100000 × 0.01 / (1 - 1.01^-3) = 34,002.21."""
        rows = build_schedule(100_000, 12, 3, START, day_count="30/360")
        self.check(
            rows,
            interest=["1000.00", "669.98", "336.66"],
            principal=["33002.21", "33332.23", "33665.56"],
            payment=["34002.21", "34002.21", "34002.22"],
            balance=["66997.79", "33665.56", "0.00"],
        )
        self.assertEqual(
            _column(rows, "date"),
            [date(2026, 2, 15), date(2026, 3, 15), date(2026, 4, 15)],
        )

    def test_equal_principal_and_days(self):
        """10,000 at 0.1 % a day: 31 days of 10, 28 days of 5."""
        rows = build_schedule(
            10_000,
            "36.5",
            2,
            date(2026, 1, 10),
            kind="differentiated",
            day_count="actual/365",
        )
        self.check(rows, interest=["310.00", "140.00"], principal=["5000", "5000"])

    def test_days_of_a_leap_year_are_parts_of_366(self):
        """11 days of 2023 and 20 of 2024: 3660 × 11/365 + 3660 × 20/366."""
        values = 10_000, "36.6", 1, date(2023, 12, 20)
        self.check(build_schedule(*values), interest=["310.30"])
        rows = build_schedule(*values, day_count="actual/365")
        self.check(rows, interest=["310.85"])
        rows = build_schedule(*values, day_count="30/360")
        self.check(rows, interest=["305.00"])

    def test_principal_at_the_end(self):
        rows = build_schedule(
            1000, 12, 3, START, kind="bullet", grace_months=1, day_count="30/360"
        )
        self.check(rows, payment=["10", "10", "1010"], balance=["1000", "1000", "0"])

    def test_grace_pays_interest_only(self):
        rows = build_schedule(
            1200, 12, 3, START, "differentiated", grace_months=1, day_count="30/360"
        )
        self.check(rows, principal=["0", "600", "600"], interest=["12", "12", "6"])

    def test_full_grace_puts_interest_off_without_interest_on_it(self):
        rows = build_schedule(
            1200,
            12,
            4,
            START,
            "differentiated",
            grace_months=2,
            day_count="30/360",
            is_grace_full=True,
        )
        self.check(rows, payment=["0", "0", "636", "606"], interest=[0, 0, 36, 6])

    def test_individual_parts(self):
        given = {"kind": "individual", "day_count": "30/360"}
        rows = build_schedule(1000, 12, 3, START, parts=["0", "700", "300"], **given)
        self.check(rows, principal=["0", "700", "300"], interest=["10", "10", "3"])
        for parts in (["500", "600", "-100"], ["1000"], ["500", "500", "1"]):
            with self.subTest(parts=parts), self.assertRaises(TermsError):
                build_schedule(1000, 12, 3, START, parts=parts, **given)

    def test_a_farmer_pays_principal_after_the_harvest(self):
        rows = build_schedule(
            1000,
            12,
            12,
            date(2026, 1, 15),
            "differentiated",
            day_count="30/360",
            rest_months=range(1, 9),
        )
        paid = [row.date.month for row in rows if row.principal]
        self.assertEqual(paid, [9, 10, 11, 12, 1])
        self.check(rows[-2:], principal=["200", "200"])

    def test_ends_of_months_and_a_first_short_period(self):
        rows = build_schedule(1000, 12, 3, date(2026, 1, 31), day_count="30/360")
        self.assertEqual([row.date.day for row in rows], [28, 31, 30])
        self.assertEqual(rows[0].interest, 10)
        rows = build_schedule(
            3600, 10, 2, date(2026, 1, 20), payment_day=5, day_count="30/360"
        )
        self.assertEqual(rows[0].date, date(2026, 2, 5))
        self.assertEqual(rows[0].interest, 15)  # fifteen days of one rouble
        rows = build_schedule(3600, 10, 2, date(2026, 1, 5), payment_day=31)
        self.assertEqual([row.date.day for row in rows], [31, 28])

    def test_days_off_move_the_payment_and_its_interest(self):
        """7 March 2026 is a Saturday, 9 March a holiday: 31 days and not 28."""
        given = {"day_count": "actual/365", "kind": "bullet"}
        start = date(2026, 2, 7)
        rows = build_schedule(
            10_000, "36.5", 2, start, holidays=[date(2026, 3, 9)], **given
        )
        self.assertEqual(rows[0].date, date(2026, 3, 10))
        self.check(rows, interest=["310", "280"])
        rows = build_schedule(10_000, "36.5", 2, start, **given)
        self.assertEqual(rows[0].date, date(2026, 3, 7))

    def test_the_banks_calendar_knows_working_saturdays(self):
        week = [WeekLine(weekday, 540, 1080) for weekday in range(5)]
        worked = (datetime(2026, 3, 7, 6), datetime(2026, 3, 7, 15))
        off = (datetime(2026, 3, 8, 21), datetime(2026, 3, 9, 21))
        plain = WorkCalendar("Europe/Moscow", week, [off])
        moved = WorkCalendar("Europe/Moscow", week, [off], [worked])
        found = [
            build_schedule(1000, 12, 1, date(2026, 2, 7), holidays=calendar)[0].date
            for calendar in (plain, moved)
        ]
        self.assertEqual(found, [date(2026, 3, 10), date(2026, 3, 7)])

    def test_fees_stand_in_the_payments(self):
        given = [
            Fee(amount=100, percent=1),
            Fee(amount=7, when="payment"),
            Fee(percent=2, base="balance", when="year", is_counted=False),
        ]
        rows = build_schedule(1200, 0, 24, START, "differentiated", fees=given)
        self.assertEqual(len(rows), 25)
        first, thirteenth = rows[0], rows[12]
        self.assertEqual((first.date, first.fee), (START, D("136.00")))
        self.assertEqual(first.uncounted, 24)
        # before the twelfth payment 1200 - 11 × 50 = 650 are owed
        self.assertEqual((thirteenth.fee, thirteenth.payment), (20, 70))
        self.assertEqual(rows[24].fee, 7)

    def test_a_fee_on_a_day_of_its_own(self):
        day = date(2026, 2, 1)
        rows = build_schedule(1000, 12, 2, START, fees=[(day, 50), 5])
        self.assertEqual([row.fee for row in rows], [5, 50, 0, 0])
        plain = build_schedule(1000, 12, 2, START)
        self.assertEqual(_column(rows[2:], "interest"), _column(plain, "interest"))
        due = build_schedule(1000, 12, 2, START, fees=[(date(2026, 2, 15), 50)])
        self.assertEqual([row.fee for row in due], [50, 0])

    def test_early_repayment_shortens_the_term(self):
        """1,200 in twelve equal parts: 300 at once save the last three."""
        early = [EarlyRepayment(date(2026, 2, 15), 300)]
        rows = build_schedule(1200, 0, 12, START, "differentiated", early=early)
        self.check(rows, principal=[400] + [100] * 8)

    def test_early_repayment_lowers_the_payment(self):
        early = [EarlyRepayment(date(2026, 2, 15), 330, "term")]
        for kind in ("differentiated", "annuity"):
            rows = build_schedule(1200, 0, 12, START, kind, early=early)
            self.check(rows, principal=[430] + [70] * 11)

    def test_early_repayment_between_payments_pays_the_interest_run_up(self):
        """0.1 % a day of 10,000: ten days, then 21 days of 6,000."""
        rows = build_schedule(
            10_000,
            "36.5",
            1,
            date(2026, 1, 10),
            day_count="actual/365",
            early=[EarlyRepayment(date(2026, 1, 20), 4000)],
        )
        self.check(rows, interest=["100", "126"], principal=["4000", "6000"])

    def test_repaid_altogether(self):
        early = [EarlyRepayment(date(2026, 2, 20), 900)]
        rows = build_schedule(1000, 0, 10, START, "differentiated", early=early)
        self.check(rows, balance=[900, 0])

    def test_early_repayment_of_individual_parts(self):
        given = {"kind": "individual", "parts": [0, 100, 300, 600]}
        day = date(2026, 1, 20)
        for keeps, principal in (
            ("term", [0, 50, 150, 300]),
            ("payment", [0, 100, 300, 100]),
        ):
            early = [EarlyRepayment(day, 500, keeps)]
            rows = build_schedule(1000, 0, 4, START, early=early, **given)
            self.check(rows, principal=[500, *principal])

    def test_impossible_early_repayments_are_refused(self):
        for day, amount in (
            (START, 1),
            (date(2027, 1, 1), 1),
            (date(2026, 2, 1), 1001),
            (date(2026, 2, 1), 0),
            (date(2026, 2, 1), -5),
        ):
            early = [EarlyRepayment(day, amount)]
            with self.subTest(day=day, amount=amount), self.assertRaises(TermsError):
                build_schedule(1000, 12, 3, START, early=early)

    def test_one_kopeck(self):
        rows = build_schedule("0.01", 12, 12, START)
        self.assertEqual(len(rows), 12)
        self.assertEqual(sum(row.payment for row in rows), D("0.01"))

    def test_what_no_loan_can_be_is_refused_with_a_sentence(self):
        good = {"amount": 1000, "annual_rate": 12, "months": 12, "start": START}
        wrong = [
            {"months": -3},
            {"months": 0},
            {"months": 1.5},
            {"months": 601},
            {"months": None},
            {"annual_rate": 1000},
            {"annual_rate": -1},
            {"annual_rate": "nan"},
            {"amount": 0},
            {"amount": -5},
            {"amount": "0.001"},
            {"amount": "1e30"},
            {"amount": "inf"},
            {"amount": "ten"},
            {"start": "2026-01-15"},
            {"kind": "balloon"},
            {"day_count": "365"},
            {"grace_months": 12},
            {"grace_months": -1},
            {"payment_day": 32},
            {"payment_day": 0},
            {"rest_months": range(1, 13)},
            {"rest_months": [0]},
            {"fees": [-1]},
            {"fees": [Fee(amount=1, when=date(2025, 1, 1))]},
            {"fees": [(date(2036, 1, 1), 1)]},
        ]
        for values in wrong:
            with self.subTest(values=values), self.assertRaises(ValueError) as caught:
                build_schedule(**{**good, **values})
            self.assertIsInstance(caught.exception, TermsError)
            self.assertRegex(str(caught.exception), r"^[A-ZТ“].*\.$")

    def test_the_greatest_amount_for_a_payment(self):
        amount = max_amount("8884.88", 12, 12)
        self.assertEqual(schedule.annuity(amount, D(12), 12), D("8884.88"))
        self.assertEqual(schedule.annuity(amount + D("0.01"), D(12), 12), D("8884.89"))
        self.assertEqual(max_amount(100, 0, 12), D("1200.05"))
        for payment in (0, -1):
            with self.assertRaises(TermsError):
                max_amount(payment, 12, 12)

    def test_the_term_that_a_payment_pays(self):
        self.assertEqual(max_term("8884.88", 100_000, 12), 12)
        self.assertEqual(max_term(1200, 1200, 12), 2)
        self.assertEqual(max_term(1212, 1200, 12), 1)
        with self.assertRaises(TermsError):  # 12 roubles are the interest
            max_term(12, 1200, 12)
