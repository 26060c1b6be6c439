# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which terms make a change: the day of payment alone, a limit that stays."""

from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_loan_change import ChangeCommon


@tagged("post_install", "-at_install")
class TestLoanChangeTerms(ChangeCommon):
    def _owe_one_payment(self, day=1):
        """Let the last of the three payments be due next month, on this day."""
        last = self.loan.payment_ids.filtered(lambda row: row.kind == "schedule")
        due = fields.Date.today() + relativedelta(months=1, day=day)
        last.sorted("date")[-1].sudo().date = due
        self.settled.sudo().write({"amount": 2_000, "date": fields.Date.today()})
        self.loan.sudo().balance = 1_000

    def _read_days(self):
        today = fields.Date.today()
        rows = self.loan.payment_ids.filtered(
            lambda row: row.kind == "schedule" and row.date > today
        )
        return [row.date.day for row in rows.sorted("date")]

    @freeze_time("2026-10-12 10:00:00")
    def test_the_day_of_payment_alone_is_a_change(self):
        for kind in ("prolongation", "renewal"):
            savepoint = self.env.cr.savepoint()
            with self.subTest(kind=kind):
                self._move_the_day(kind)
            savepoint.rollback()
            self.env.invalidate_all()

    def _move_the_day(self, kind):
        self._owe_one_payment()
        change = self._begin(kind=kind)
        # the second is the day on which it is paid already
        for day in (0, 1):
            change.payment_day = day
            with self.assertRaisesRegex(UserError, "Nothing changes"):
                change.action_request_approval()
        change.payment_day = 20
        (row,) = change._compare_terms()
        self.assertEqual((row["before"], row["after"]), ("1", "20"))
        self.assertIn("Day of Payment", change.memo)
        self._approve(change).action_done()
        self.assertEqual(self._read_days()[0], 20)
        change.invalidate_recordset()
        # in force, it still tells which day it was
        self.assertEqual(change.terms_before["payment_day"], 1)
        self.assertIn("Day of Payment", change.memo)

    @freeze_time("2026-10-12 10:00:00")
    def test_with_other_terms_a_prolongation_still_ends_later(self):
        self._owe_one_payment()
        change = self._begin(payment_day=20, rate=5)
        with self.assertRaisesRegex(UserError, "ends later"):
            change.action_request_approval()

    def test_a_day_moves_nothing_where_the_core_lays_the_schedule(self):
        self.loan.sudo().amount_limit = self.loan.amount
        change = self._begin(kind="renewal", payment_day=20)
        with self.assertRaisesRegex(UserError, "Nothing changes"):
            change.action_request_approval()

    def test_a_limit_that_stays_may_be_drawn_beyond_what_was_signed(self):
        """The core has raised it to 150,000, of which 120,000 are drawn."""
        self.loan.sudo().write({"amount_limit": 150_000, "balance": 120_000})
        change = self._begin(kind="renewal", date_end=self.end)
        self.assertEqual(change.amount, 100_000)
        self._approve(change).action_done()
        self.assertEqual(self.loan.date_end, self.end)
        # what was raised elsewhere is not cut by a change that did not ask for it
        self.assertEqual(self.loan.amount_limit, 150_000)

    def test_no_other_amount_lies_below_what_is_owed(self):
        self.loan.sudo().write({"amount_limit": 150_000, "balance": 120_000})
        change = self._begin(kind="renewal", date_end=self.end, amount=110_000)
        with self.assertRaisesRegex(UserError, "More is owed"):
            change.action_request_approval()
        # a loan that is no limit is never lent below what is owed
        self.loan.sudo().amount_limit = 0
        change.amount = 100_000
        with self.assertRaisesRegex(UserError, "More is owed"):
            change.action_request_approval()

    def test_no_payment_lies_after_the_end_that_was_decided_on(self):
        for today, end, day, count, last in (
            ("2026-11-30", date(2030, 12, 1), 30, 48, date(2030, 12, 2)),
            ("2026-11-12", date(2030, 12, 15), 12, 49, date(2030, 12, 12)),
            ("2026-11-12", date(2027, 2, 15), 31, 3, date(2027, 2, 1)),
        ):
            savepoint = self.env.cr.savepoint()
            with self.subTest(end=end), freeze_time(f"{today} 10:00:00"):
                self._owe_one_payment()
                values = {"kind": "restructuring", "payment_day": day}
                change = self._begin(date_end=end, **values)
                self._approve(change).action_done()
                # the day of the end may be a day off, as any other one
                self.assertEqual(self._count_days(), (count, last))
            savepoint.rollback()
            self.env.invalidate_all()

    def _count_days(self):
        today = fields.Date.today()
        rows = self.loan.payment_ids.filtered(
            lambda row: row.kind == "schedule" and row.date > today
        )
        return len(rows), max(rows.mapped("date"))

    @freeze_time("2026-11-12 10:00:00")
    def test_an_end_before_any_day_of_payment_is_refused(self):
        self._owe_one_payment()
        values = {"kind": "restructuring", "payment_day": 25}
        change = self._begin(date_end=date(2026, 11, 24), **values)
        with self.assertRaisesRegex(UserError, "No day of payment lies before"):
            change.action_request_approval()
        change.date_end = date(2026, 11, 25)
        self._approve(change)
        # decided on in time, and put into force when no day is left
        change.agreement_id.invalidate_recordset()
        with freeze_time("2026-11-25 10:00:00"), self.assertRaises(UserError):
            change.action_done()
        change.action_done()
        self.assertEqual(self._read_days(), [25])

    def test_what_no_loan_is_given_on_is_told_before_the_decision(self):
        ages = fields.Date.today() + relativedelta(years=80)
        for limit in (0, self.loan.amount):
            for values, reason in (
                ({"rate": 1000}, "366"),
                ({"date_end": ages}, "600"),
            ):
                savepoint = self.env.cr.savepoint()
                self.loan.sudo().amount_limit = limit
                change = self._begin(**{"date_end": self.end, **values})
                with self.subTest(limit=limit, **values):
                    with self.assertRaisesRegex(UserError, reason):
                        change.action_request_approval()
                    # nor by another door
                    change.sudo().basis = change.sudo()._read_basis()
                    self.assertIn(reason, change.sudo()._get_loan_blocker())
                savepoint.rollback()
                self.env.invalidate_all()
