# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The cash flow of a borrower and of who stands behind him, reckoned by hand."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bank_indicators.tests.test_statement import StatementCommon

from .test_memo import MemoCommon

# a year of the company, in thousands: profit before tax, interest, tax, due in a year
BOOKS = {"2200": 1200, "2300": 1000, "2330": 200, "2410": 200, "1510": 300}


class CashFlowCommon(MemoCommon):
    """A company, its owner who vouches for it, and what both have and pay.

    Company: 1,000 + 200 - 200 = 1,000 thousand available; 200 interest and 300
    borrowings due. Owner: 100 salary and 20 dividends a month, 40 to live on, 10 to
    another bank: 1,440 in, 480 spent, 120 of debt service a year.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.books = cls._write_books(cls.factory, BOOKS)
        cls.application.statement_ids = cls.books
        cls.owner = cls.colleague_client
        cls.env["bank.client.income"].create(
            [
                {"partner_id": cls.owner.id, "amount": 100_000},
                {"partner_id": cls.owner.id, "source": "interest", "amount": 20_000},
                {
                    "partner_id": cls.owner.id,
                    "direction": "expense",
                    "source": "family",
                    "amount": 40_000,
                },
                {
                    "partner_id": cls.owner.id,
                    "direction": "expense",
                    "source": "loans",
                    "amount": 10_000,
                },
            ]
        )
        cls.owner.manager_id = cls.manager
        parties = cls.application.party_ids
        cls.borrower = parties.filtered(lambda row: row.role == "borrower")
        cls.guarantor = parties.filtered(lambda row: row.role == "guarantor")

    @classmethod
    def _write_books(cls, company, amounts, **values):
        items = cls.env["bank.statement.item"]
        statement = cls.env["bank.statement"].create(
            {
                "partner_id": company.id,
                "date_end": "2025-12-31",
                "quality": "audited",
                "line_ids": [
                    Command.create(
                        {
                            "item_id": items.search([("code", "=", code)]).id,
                            "amount": amount,
                        }
                    )
                    for code, amount in amounts.items()
                ],
                **values,
            }
        )
        statement.action_lock()
        return statement

    def _reckon(self, user=None):
        self.application.with_user(user or self.manager).action_reckon_cash_flow()
        self.application.invalidate_recordset()

    def _line(self, name, user=None):
        item = self.env.ref(f"bank_loan_pipeline.bank_cash_flow_item_{name}")
        lines = self.application.with_user(user or self.manager).cash_flow_line_ids
        return lines.filtered(lambda line: line.item_id == item)

    def _transfer(self, nature="profit", amount=240_000, user=None, **values):
        transfers = self.env["bank.cash.flow.transfer"].with_user(user or self.manager)
        return transfers.create(
            {
                "application_id": self.application.id,
                "payer_id": self.borrower.id,
                "receiver_id": self.guarantor.id,
                "nature": nature,
                "amount": amount,
                "reason": "Minutes of 30 April",
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestCashFlow(CashFlowCommon):
    def _get_loan_year(self):
        return round(self.application.payment * 12, 2)

    def test_a_group_by_hand(self):
        self._reckon()
        self._transfer()
        self.assertAlmostEqual(self._line("profit").amount, 1_000_000, 2)
        self.assertAlmostEqual(self._line("interest").amount, 200_000, 2)
        self.assertAlmostEqual(self._line("principal").amount, 300_000, 2)
        self.assertAlmostEqual(self._line("income").amount, 1_440_000, 2)
        self.assertAlmostEqual(self._line("living").amount, 480_000, 2)
        self.assertAlmostEqual(self._line("other_loans").amount, 120_000, 2)
        self.assertAlmostEqual(self._line("own_loans").amount, 0, 2)
        self.assertAlmostEqual(self._line("this_loan").amount, self._get_loan_year(), 2)
        # 1,000 + 1,440 - 480 - 240 of dividends that would count twice
        self.assertAlmostEqual(self.application.cash_available, 1_720_000, 2)
        service = 620_000 + self._get_loan_year()
        self.assertAlmostEqual(self.application.cash_service, service, 2)
        self.assertEqual(self.application.dscr, round(1_720_000 / service, 2))

    def test_the_tax_of_a_form_is_taken_off(self):
        """Printed in brackets as form 2 has it: 26 + 4 of interest - 6 of tax."""
        statement = self.env["bank.statement"].create(
            {"partner_id": self.factory.id, "date_end": "2024-12-31"}
        )
        dialogs = self.env["bank.statement.spread"].with_context(
            **statement.action_spread()["context"]
        )
        file = StatementCommon._make_file()
        dialogs.create(
            {"file": file, "file_name": "forms.xlsx", "column": 1}
        ).action_read()
        statement.action_lock()
        self.application.statement_ids = statement
        self._reckon()
        self.assertAlmostEqual(self._line("profit").amount, 24_000, 2)

    def test_a_limit_cuts_the_part_of_its_guarantor(self):
        """1,440 - 480 - 120 leave 840 thousand; he answers up to 300: 540 do not count.

        Dividends of 240 within the group leave him 600, of which 300 count.
        """
        self.application.amount = 900_000
        self.guarantor.liability_limit = 300_000
        self._reckon()
        self.assertAlmostEqual(self.application.cash_beyond_limit, 540_000, 2)
        self.assertAlmostEqual(self.application.cash_available, 1_420_000, 2)
        self._transfer()
        self.application.invalidate_recordset()
        self.assertAlmostEqual(self.application.cash_beyond_limit, 300_000, 2)
        self.assertAlmostEqual(self.application.cash_available, 1_420_000, 2)
        service = 620_000 + self._get_loan_year()
        self.assertEqual(self.application.dscr, round(1_420_000 / service, 2))
        home = self.env.company.currency_id
        facts = dict(self.application._get_memo_cash_facts(home))
        told = facts["Not counted: beyond the limits of guarantors"]
        self.assertEqual(told, self.application._write_money(300_000, home))
        # up to the whole debt, and of who repays it himself: nothing is cut
        for values in (
            {"liability_limit": 900_000},
            {"liability_limit": 300_000, "role": "co_borrower"},
        ):
            self.guarantor.write(values)
            self.application.invalidate_recordset()
            self.assertFalse(self.application.cash_beyond_limit)
            self.assertAlmostEqual(self.application.cash_available, 1_720_000, 2)

    def test_costs_and_interest_within_the_group(self):
        self._reckon()
        before = self.application.cash_available, self.application.cash_service
        self._transfer("cost", 100_000)
        self.application.invalidate_recordset()
        # a salary was a cost of the one and an income of the other: nothing changes
        self.assertEqual(self.application.cash_available, before[0])
        self._transfer("debt", 50_000)
        self.application.invalidate_recordset()
        self.assertAlmostEqual(self.application.cash_available, before[0] - 50_000, 2)
        self.assertAlmostEqual(self.application.cash_service, before[1] - 50_000, 2)

    def test_half_a_year_counts_twice(self):
        half = self._write_books(self.factory, BOOKS, date_end="2026-06-30", months="6")
        self.application.statement_ids = self.books | half
        self._reckon()
        self.assertAlmostEqual(self._line("profit").amount, 2_000_000, 2)
        self.assertAlmostEqual(self._line("principal").amount, 300_000, 2)

    def test_what_is_missing_is_not_zero(self):
        self.application.statement_ids = False
        self._reckon()
        self.assertFalse(self.application.has_dscr)
        self.assertIn("No locked statement", self.application.cash_flow_note)
        for line in self.application.cash_flow_line_ids:
            if not line.is_found:
                line.with_user(self.manager).write(
                    {
                        "is_corrected": True,
                        "amount_corrected": 1_000_000,
                        "reason": "By the bank statement",
                    }
                )
        self.application.invalidate_recordset()
        self.assertTrue(self.application.has_dscr)

    def test_a_correction_needs_its_reason_and_stays(self):
        self._reckon()
        line = self._line("living")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                line.write({"is_corrected": True, "amount_corrected": 600_000})
                line.flush_recordset()
        line.invalidate_recordset()
        line.write(
            {
                "is_corrected": True,
                "amount_corrected": 600_000,
                "reason": "Three children",
            }
        )
        self.assertEqual((line.amount, line.amount_found), (600_000, 480_000))
        self.assertEqual(line.user_id, self.manager)
        self.assertIn("Three children", self.application.message_ids[0].body)
        self._reckon()
        self.assertEqual(line.amount, 600_000)

    def test_nobody_writes_what_was_found(self):
        self._reckon()
        line = self._line("profit")
        for name in ("amount_found", "is_found", "user_id", "item_id"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                line.write({name: False})
        with self.assertRaises(AccessError), self.cr.savepoint():
            line.unlink()
        with self.assertRaises(AccessError), self.cr.savepoint():
            line.create(
                {
                    "application_id": self.application.id,
                    "party_id": self.borrower.id,
                    "item_id": line.item_id.id,
                }
            )
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.application.with_user(self.manager).date_cash_flow = "2026-03-01"
        with self.assertRaises(AccessError):
            self._reckon(self.stranger)

    def test_the_decision_rests_on_it(self):
        self._reckon()
        self._send(self.application)
        line = self._line("profit")
        change = {
            "is_corrected": True,
            "amount_corrected": 9_000_000,
            "reason": "It will be better",
        }
        with self.assertRaises(AccessError):
            line.write(change)
        with self.assertRaises(AccessError):
            self._transfer()
        self._decide(self.application)
        with self.assertRaisesRegex(AccessError, "rests on this"):
            line.write(change)
        with self.assertRaises(AccessError):
            self._reckon()
        self.assertFalse(self.application._find_unlike_approved())
        line.sudo().write(change)
        self.env.flush_all()
        self.assertEqual(self.application._find_unlike_approved(), self.application)

    def test_it_stands_in_the_memo_and_is_fixed_with_it(self):
        self._reckon()
        memo = self._open_memo()
        self._line("living").write(
            {
                "is_corrected": True,
                "amount_corrected": 600_000,
                "reason": "Three children",
            }
        )
        self._send(self.application)
        self._decide(self.application)
        told = str(memo.content["sections"])
        self.assertIn("Three children", told)
        (section,) = [
            row
            for row in memo.content["sections"]
            if "Three children" in str(row["rows"])
        ]
        self.assertEqual(len(section["facts"]), 4)
        self.assertTrue(memo.is_intact)
        self._line("living").sudo().write({"reason": "Nobody knows"})
        self.assertEqual(str(memo._get_sections()), told)

    def test_only_parties_that_count_pay_within_the_group(self):
        other = self.env["bank.application.party"].with_user(self.manager)
        pledgor = other.create(
            {
                "application_id": self.application.id,
                "partner_id": self.client.id,
                "role": "pledgor",
            }
        )
        with self.assertRaisesRegex(UserError, "answer for the debt"):
            self._transfer(receiver_id=pledgor.id)
        foreign = self.deal.application_ids.party_ids
        with self.assertRaisesRegex(UserError, "parties of this application"):
            self._transfer(receiver_id=foreign[0].id)
        self._reckon()
        parties = self.application.cash_flow_line_ids.party_id
        self.assertEqual(parties, self.borrower | self.guarantor)

    def test_rows_are_data(self):
        item = self.env.ref("bank_loan_pipeline.bank_cash_flow_item_income")
        unread = self.assertRaisesRegex(ValidationError, "cannot be read")
        with unread, self.cr.savepoint():
            item.formula = "income_salary * l2300"
        item.formula = "income_salary + income_interest * 0.5"
        self._reckon()
        self.assertAlmostEqual(self._line("income").amount, 1_320_000, 2)

    def test_who_leaves_the_group_takes_his_rows_along(self):
        self._reckon()
        self.guarantor.with_user(self.manager).unlink()
        self._reckon()
        lines = self.application.cash_flow_line_ids
        self.assertEqual(lines.party_id, self.borrower)
