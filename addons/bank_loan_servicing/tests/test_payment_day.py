# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""On which day of the month a loan is paid, and that a change leaves it as it is."""

from datetime import date
from pathlib import Path

from freezegun import freeze_time

from odoo.modules.migration import load_script
from odoo.tests import tagged

from .test_loan_change import ChangeCommon

SCRIPT = "migrations/19.0.1.3.0/post-payment_day.py"


@tagged("post_install", "-at_install")
@freeze_time("2026-10-12 10:00:00")
class TestPaymentDay(ChangeCommon):
    def _owe(self, *due):
        """Let the payments be due on these days; what is behind them is paid."""
        rows = self.loan.payment_ids.filtered(lambda row: row.kind == "schedule")
        rows = rows.sorted("date")[-len(due) :]
        for row, day in zip(rows, due, strict=True):
            row.sudo().date = day
        paid = 3_000 - 1_000 * len(due)
        self.settled.sudo().write({"amount": paid or 0.001, "date": "2026-10-12"})
        self.loan.sudo().balance = 1_000 * len(due)

    def _read_due(self):
        rows = self.loan.payment_ids.filtered(
            lambda row: row.kind == "schedule" and row.date > date(2026, 10, 12)
        )
        return rows.sorted("date").mapped("date")

    def test_without_another_day_it_is_paid_as_before(self):
        self._owe(date(2026, 11, 2), date(2026, 12, 1))
        change = self._approve(self._begin(date_end=date(2027, 8, 12)))
        self.assertNotIn("Day of Payment", change.memo)
        change.action_done()
        self.assertEqual(change.payment_day_laid, 1)
        # the first of November is a Sunday
        self.assertEqual(
            self._read_due()[:3],
            [date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 11)],
        )

    def test_the_day_of_a_change_is_agreed_on_afterwards(self):
        self._owe(date(2026, 11, 2))
        change = self._begin(payment_day=20, date_end=date(2027, 8, 12))
        self._approve(change).action_done()
        self.assertEqual(self.loan._find_payment_day(), 20)
        # a schedule of one payment that a day off has moved tells no other
        self._read_rows()[1:].unlink()
        self._read_rows().sudo().date = date(2026, 10, 22)
        second = self._begin(rate=11, date_end=date(2027, 9, 12))
        self.assertNotIn("Day of Payment", second.memo)
        self._approve(second).action_done()
        self.assertEqual(second.payment_day_laid, 20)
        self.assertEqual(second.terms_before["payment_day"], 20)

    def _read_rows(self):
        rows = self.loan.payment_ids.filtered(
            lambda row: row.kind == "schedule" and row.date > date(2026, 10, 12)
        )
        return rows.sorted("date").sudo()

    def test_the_application_tells_the_day(self):
        deal = self._create_deal(amount=10_000, term_months=12)
        application = self._create_application(deal)
        application.sudo().payment_day = 31
        self.loan.sudo().application_id = application
        self._owe(date(2026, 11, 30))
        self.assertEqual(self.loan._find_payment_day(), 31)

    def test_a_loan_of_the_feed_is_read_off_its_schedule(self):
        for due, day in (
            ((date(2026, 11, 30), date(2026, 12, 31)), 31),
            ((date(2026, 11, 9), date(2026, 12, 7)), 7),
            # with its start on the fifteenth, of all that explain it
            ((date(2026, 11, 16),), 15),
        ):
            with self.subTest(due=due):
                self._owe(*due)
                self.assertEqual(self.loan._find_payment_day(), day)

    def test_the_heads_tell_what_was_and_what_will_be(self):
        change = self._begin(date_end=self.end)
        for word in ("Before", "After"):
            self.assertIn(f"<th>{word}</th>", change.memo)
        self.assertNotIn("Asked for Now", change.memo)

    def test_changes_of_earlier_versions_get_their_day(self):
        path = Path(__file__).parents[1] / SCRIPT
        script = load_script(str(path), "post_payment_day")
        self._owe(date(2026, 11, 2))
        change = self._approve(self._begin(date_end=self.end))
        change.action_done()
        change.sudo().payment_day_laid = 0
        self.env.flush_all()
        for before, day in ((change.terms_before, 12), ({"amount": "1"}, 0)):
            change.sudo().write({"terms_before": before, "payment_day_laid": 0})
            self.env.flush_all()
            script.migrate(self.cr, "19.0.1.2.0")
            self.env.invalidate_all()
            self.assertEqual(change.payment_day_laid, day)
