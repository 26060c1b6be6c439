# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.tests import freeze_time, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-01")
class TestCreditHistory(BankCoreCommon):
    def _pay(self, agreement, plan=(), facts=(), state="due"):
        """Enter lines of 100 each due on ``plan`` and payments ``(day, amount)``."""
        self.env["bank.agreement.payment"].create(
            [
                {
                    "agreement_id": agreement.id,
                    "date": day,
                    "kind": "schedule",
                    "state": state,
                    "amount": 100,
                }
                for day in plan
            ]
            + [
                {
                    "agreement_id": agreement.id,
                    "date": day,
                    "kind": "fact",
                    "state": "paid",
                    "amount": amount,
                }
                for day, amount in facts
            ]
        )

    def test_plan_against_fact(self):
        loan = self._create_agreement()
        plan = [date(2026, month, 15) for month in range(1, 9)]
        facts = [
            ("2026-01-15", 100),  # on the day
            ("2026-02-18", 50),  # half of it three days late …
            ("2026-02-25", 50),  # … and the rest ten
            ("2026-04-20", 200),  # March 36 days late, April five
            ("2026-05-01", 100),  # before its day
        ]
        self._pay(loan, plan, facts)
        # June is not paid: 16 days by the first of July; later ones have not fallen due
        self.assertEqual(loan.delay_bands, [1, 2, 1, 0, 0])
        self.assertEqual((loan.judged_count, loan.delay_count), (6, 4))
        self.assertEqual(loan.delay_worst, 36)
        self.assertEqual(loan.arrears_worst, 200)

    def test_edges_of_the_bands(self):
        days = {
            0: [0, 0, 0, 0, 0],
            1: [1, 0, 0, 0, 0],
            5: [1, 0, 0, 0, 0],
            6: [0, 1, 0, 0, 0],
            30: [0, 1, 0, 0, 0],
            31: [0, 0, 1, 0, 0],
            60: [0, 0, 1, 0, 0],
            61: [0, 0, 0, 1, 0],
            90: [0, 0, 0, 1, 0],
            91: [0, 0, 0, 0, 1],
        }
        for delay, expected in days.items():
            loan = self._create_agreement()
            paid = date.fromordinal(date(2026, 1, 15).toordinal() + delay)
            self._pay(loan, ["2026-01-15"], [(paid, 100)])
            with self.subTest(days=delay):
                self.assertEqual(loan.delay_bands, expected)

    def test_what_is_not_known_is_not_judged(self):
        loan = self._create_agreement()
        self._pay(loan, ["2026-01-15", "2026-02-15"])
        self.assertEqual((loan.judged_count, loan.delay_count), (0, 0))
        self.client.invalidate_recordset()
        self.assertIn("not known", self.client.credit_summary)

    def test_the_core_banking_system_has_the_last_word(self):
        loan = self._create_agreement(arrears=700)
        self._pay(loan, ["2026-01-15"], state="paid")
        self._pay(loan, ["2026-06-15"], state="overdue")
        self.assertEqual((loan.judged_count, loan.delay_bands), (2, [0, 1, 0, 0, 0]))
        self.assertEqual(loan.arrears_worst, 700)

    def test_a_closed_loan_was_repaid_ahead_and_owes_nothing(self):
        loan = self._create_agreement(
            date_end=date(2026, 12, 15), date_closed=date(2026, 2, 1)
        )
        loan.sudo()._transition("closed")
        self._pay(loan, ["2026-01-15", "2026-02-15"], [("2026-01-15", 200)])
        self.assertTrue(loan.is_repaid_ahead)
        self.assertEqual((loan.judged_count, loan.delay_count), (1, 0))
        in_time = self._create_agreement(
            date_end=date(2026, 2, 1), date_closed=date(2026, 2, 1)
        )
        in_time.sudo()._transition("closed")
        self.assertFalse(in_time.is_repaid_ahead)

    def test_the_card_tells_of_all_loans_and_of_loans_only(self):
        now = self._create_agreement(date_start=date(2026, 1, 1))
        past = self._create_agreement(date_start=date(2020, 1, 1))
        past.sudo()._transition("closed")
        self._create_agreement(
            product_id=self._create_product(code="t_dep", trade="deposit").id
        )
        self._create_agreement(self.colleague_client)
        self._pay(now, ["2026-05-15"], [("2026-05-17", 100)])
        self._pay(past, ["2020-02-15", "2020-03-15"], [("2020-06-01", 200)])
        client = self.client.with_user(self.manager)
        self.assertEqual(client.card_credit_ids.ids, [now.id, past.id])
        bars = client.credit_bands
        self.assertEqual([bar["value"] for bar in bars], [1, 0, 0, 1, 1])
        self.assertEqual(bars[0]["label"], "1–5")
        self.assertIn("107", client.credit_summary)
        self.assertEqual(client.credit_arrears_worst, 200)
        self.assertFalse(self.other_client.credit_summary)

    def test_ten_loans_cost_what_one_costs(self):
        rich = self._create_client("Rich")
        for client, loans in ((self.client, 1), (rich, 10)):
            for _number in range(loans):
                loan = self._create_agreement(client)
                self._pay(loan, ["2026-05-15"], [("2026-05-17", 100)])

        def count(client):
            client = client.with_user(self.manager)
            return count_queries(
                self.env, lambda: self.assertTrue(client.credit_summary)
            )

        self.assertEqual(count(self.client), count(rich))
