# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""What was repaid before its day lessens the debt and hides no arrears."""

from datetime import date

from odoo.tests import tagged

from .common import ServicingCommon


@tagged("post_install", "-at_install")
class TestEarlyRepayment(ServicingCommon):
    def test_an_early_repayment_pays_nothing_that_falls_due_later(self):
        """Of 5,000 the next 1,000 are paid; the rest lessens the debt."""
        self._pay(self.loan, date(2026, 1, 1), 1_000)
        self._pay(self.loan, date(2026, 1, 15), 5_000)
        self.night("2026-02-10")
        self.assertFalse(self.days())
        self.night("2026-03-10")
        self.assertEqual(self.days()[-1], ("2026-03-10", 9, 1_000))
        arrears = self.loan._read_arrears(date(2026, 3, 10))[self.loan.id]
        self.assertEqual((arrears["amount"], arrears["principal"]), (1_000, 1_000))

    def test_a_line_is_what_the_core_calls_it_whatever_was_repaid_early(self):
        self._pay(self.loan, date(2026, 1, 15), 5_000)
        lines = self.loan.payment_ids.filtered(lambda row: row.kind == "schedule")
        _first, second, third = lines.sorted("date")
        third.state = "paid"
        self.night("2026-03-10")
        self.assertFalse(self.days())
        second.state = "overdue"
        self.night("2026-03-10")
        self.assertEqual(self.days(), [("2026-03-10", 37, 1_000)])

    def test_a_payment_that_was_taken_back_repays_nothing_early(self):
        self._pay(self.loan, date(2026, 1, 15), 5_000)
        self._pay(self.loan, date(2026, 1, 16), -4_000)
        self.night("2026-02-10")
        self.assertEqual(self.days(), [("2026-02-10", 9, 1_000)])

    def test_what_was_repaid_early_to_the_end_is_not_late(self):
        self._pay(self.loan, date(2026, 1, 15), 3_000)
        self.loan.sudo().balance = 0
        self.night("2026-03-10")
        self.assertFalse(self.days())

    def test_arrears_after_an_early_repayment_outlast_a_new_schedule(self):
        """What was paid beyond the old schedule is no payment by the new one."""
        self._pay(self.loan, date(2026, 1, 15), 3_000)
        self.env["bank.agreement.payment"].create(
            {
                "agreement_id": self.loan.id,
                "date": date(2026, 3, 10),
                "state": "paid",
                "amount": 1_000,
                "source_key": "rest",
            }
        )
        self.night("2026-03-11")
        self.assertEqual(self.days(), [("2026-03-11", 10, 1_000)])
