# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements from a file to indicators, and that nothing of it is forged."""

import base64
import io
from datetime import date
from functools import partial

import openpyxl

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.bank_crm_core.tests.common import BankCoreCommon

# code → this year, the year before; thousands
FORM = {
    "1150": (60, 50),
    "1100": (60, 50),
    "1210": (20, 20),
    "1230": (15, 20),
    "1250": (5, 10),
    "1200": (40, 50),
    "1600": (100, 100),
    "1310": (10, 10),
    "1370": (40, 30),
    "1300": (50, 40),
    "1410": (20, 30),
    "1400": (20, 30),
    "1520": (30, 30),
    "1500": (30, 30),
    "1700": (100, 100),
    "2110": (200, 160),
    "2120": ("(150)", "(130)"),
    "2100": (50, 30),
    "2220": ("(20)", "(20)"),
    "2200": (30, 10),
    "2330": ("(4)", "-"),
    "2300": (26, 10),
    "2410": ("(6)", "(2)"),
    "2400": (20, 8),
}


class StatementCommon(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_client("Завод", client_kind="company")
        cls.far_company = cls._create_client(
            "Чужой завод",
            client_kind="company",
            branch_id=cls.other_branch.id,
            manager_id=cls.stranger.id,
        )

    @classmethod
    def _create_statement(cls, day=date(2025, 12, 31), user=None, **values):
        statements = cls.env["bank.statement"].with_user(user or cls.manager)
        return statements.create(
            {"partner_id": cls.company.id, "date_end": day, **values}
        )

    @classmethod
    def _make_file(cls, form=None):
        book = openpyxl.Workbook()
        book.active.append(["Бухгалтерский баланс"])
        book.active.append(["Показатель", "Код", "2025", "2024"])
        for code, amounts in (FORM if form is None else form).items():
            book.active.append([f"Строка {code}", code, *amounts])
        stream = io.BytesIO()
        book.save(stream)
        return base64.b64encode(stream.getvalue())

    def _read(self, statement, column=1, **values):
        action = statement.action_spread()
        dialogs = self.env["bank.statement.spread"].with_user(self.manager)
        dialog = dialogs.with_context(**action["context"]).create(
            {
                "file": self._make_file(),
                "file_name": "forms.xlsx",
                "column": column,
                **values,
            }
        )
        dialog.action_read()
        return statement


@tagged("post_install", "-at_install")
class TestStatement(StatementCommon):
    def _get_values(self, statement):
        return {
            row.indicator_id.code: row.value if row.has_value else None
            for row in statement.value_ids
        }

    def test_indicators_by_hand(self):
        before = self._read(self._create_statement(date(2024, 12, 31)), 2)
        before.action_lock()
        statement = self._read(self._create_statement())
        self.assertFalse(statement.problems)
        statement.action_lock()
        values = self._get_values(statement)
        self.assertEqual(values["current_ratio"], 1.33)
        self.assertEqual(values["quick_ratio"], 0.67)
        self.assertEqual(values["equity_share"], 50)
        self.assertEqual(values["debt_to_equity"], 0.4)
        self.assertEqual(values["sales_margin"], 15)
        self.assertEqual(values["return_on_assets"], 20)
        self.assertEqual(values["interest_cover"], 7.5)
        self.assertEqual(values["revenue_growth"], 25)
        # nothing a year earlier, no interest: told, not zero
        earlier = self._get_values(before)
        self.assertIsNone(earlier["revenue_growth"])
        self.assertIsNone(earlier["interest_cover"])
        reasons = {row.indicator_id.code: row.reason for row in before.value_ids}
        self.assertEqual(reasons["interest_cover"], "division by zero")

    def _lock_revenue(self, revenue, day, **values):
        statement = self._create_statement(day, **values)
        self._read(statement, file=self._make_file({"2110": (revenue, "-")}))
        statement.action_lock()
        return statement

    def test_a_year_is_compared_with_a_year_that_was(self):
        day = date(2024, 12, 31)
        self._lock_revenue(1000, day)
        self._lock_revenue(300, day, months="3")
        self._lock_revenue(5000, day, quality="projected")
        self._lock_revenue(900, day, quality="management")
        growth = self._get_values(self._lock_revenue(1100, date(2025, 12, 31)))
        self.assertEqual(growth["revenue_growth"], 10)
        # of several, the one of the same quality; a projection may look at another one
        for quality, found in (("management", 22.2), ("projected", -78)):
            later = self._lock_revenue(1100, date(2025, 12, 31), quality=quality)
            values = self._get_values(later)
            with self.subTest(quality=quality):
                self.assertEqual(values["revenue_growth"], found)

    def test_a_draft_that_is_put_right_is_the_next_version(self):
        day = date(2024, 12, 31)
        locked = self._lock_revenue(1000, day)
        draft = self._create_statement(date(2023, 12, 31))
        self.assertEqual((locked.version, draft.version), (1, 1))
        draft.date_end = day
        self.env.flush_all()
        self.assertEqual(draft.version, 2)
        # nothing has changed: it keeps its number
        draft.write({"date_end": day, "months": "12"})
        self.assertEqual(draft.version, 2)
        both = draft | self._create_statement(day, quality="audited")
        both.write({"quality": "management", "months": "9"})
        self.env.flush_all()
        self.assertEqual(both.mapped("version"), [1, 2])
        with self.assertRaises(AccessError):
            draft.with_user(self.colleague).date_end = date(2022, 12, 31)

    def test_why_there_is_no_value_is_said_in_the_words_of_the_form(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        statement = self._read(self._create_statement())
        statement.action_lock()
        said = {
            row.indicator_id.code: row.with_context(lang="ru_RU").reason_text
            for row in statement.value_ids
        }
        self.assertIn("строка 2110", said["revenue_growth"])
        self.assertIn("годом ранее", said["revenue_growth"])
        self.assertNotIn("begin_", "".join(filter(None, said.values())))
        self.assertFalse(said["current_ratio"])

    def test_what_does_not_add_up_is_not_locked(self):
        statement = self._read(self._create_statement())
        line = statement.line_ids.filtered(lambda row: row.code == "1230")
        line.amount = 16.5
        self.assertIn("1200", statement.problems)
        with self.assertRaisesRegex(UserError, "does not add up"):
            statement.action_lock()
        with self.assertRaisesRegex(UserError, "empty"):
            self._create_statement(date(2023, 12, 31)).action_lock()

    def test_a_balance_that_does_not_balance_is_told_in_words(self):
        form = {"1600": (100, 100), "1700": (90, 100)}
        statement = self._read(self._create_statement(), file=self._make_file(form))
        self.assertEqual(
            statement.problems,
            "Assets (1600) are 100.0, equity and liabilities (1700) 90.0",
        )

    def test_a_locked_statement_stays(self):
        statement = self._read(self._create_statement())
        statement.action_lock()
        line = statement.line_ids[0]
        draft = self._create_statement(date(2023, 12, 31))
        for change in (
            lambda: statement.write({"quality": "audited"}),
            lambda: line.write({"amount": 9}),
            lambda: line.write({"statement_id": draft.id}),
            lambda: line.unlink(),
            lambda: line.copy({"item_id": line.item_id.copy({"code": "1999"}).id}),
            lambda: statement.unlink(),
            lambda: statement.write({"state": "draft"}),
            lambda: self._read(statement),
        ):
            with self.assertRaises(UserError):
                change()
        again = self.env["bank.statement"].browse(
            statement.action_new_version()["res_id"]
        )
        self.assertEqual((again.version, again.state), (2, "draft"))
        self.assertEqual(len(again.line_ids), len(statement.line_ids))

    def test_another_formula_is_another_version(self):
        statement = self._read(self._create_statement())
        statement.action_lock()
        indicator = self.env.ref("bank_indicators.bank_indicator_current_ratio")
        indicator.with_user(self.administrator).formula = "l1200 / l1700"
        self.assertEqual(indicator.version, 2)
        value = statement.value_ids.filtered(lambda r: r.indicator_id == indicator)
        self.assertEqual((value.indicator_version, value.value), (1, 1.33))
        for text in ("l1200 /", "l9999 + 1", "__import__('os')", "l1200 > 1"):
            with self.subTest(text=text), self.assertRaises(ValidationError):
                indicator.formula = text

    def test_bad_files_are_answered(self):
        statement = self._create_statement()
        for values in (
            {"file": base64.b64encode(b"MZ")},
            {"file_name": "virus.exe"},
            {"file": self._make_file({})},
            {"column": 9},
            {"column": 0},
            {"column": -1},
        ):
            with self.subTest(values=str(values)[:40]), self.assertRaises(UserError):
                self._read(statement, **values)

    def test_values_of_many_clients_take_the_same_statements(self):
        self._read(self._create_statement()).action_lock()
        indicators = self.env["bank.indicator"].with_user(self.manager)
        codes = ["current_ratio", "equity_share"]
        clients = self.company | self.client | self.far_company
        found = indicators.read_values(codes, clients, date(2026, 1, 1))
        self.assertEqual(found["current_ratio"], {self.company.id: 1.33})
        counts = []
        for rows in (clients[:1], clients):
            read = partial(indicators.read_values, codes, rows, date(2026, 1, 1))
            counts.append(count_queries(self.env, read))
        self.assertEqual(*counts)
        early = indicators.read_values(codes, clients, date(2025, 1, 1))
        self.assertFalse(early["current_ratio"])

    def test_who_sees_and_changes_what(self):
        statement = self._read(self._create_statement())
        for user, reads, writes in (
            (self.manager, True, True),
            (self.colleague, True, False),
            (self.head, True, True),
            (self.auditor, True, False),
            (self.stranger, False, False),
            (self.employee, False, False),
        ):
            own = statement.with_user(user)
            with self.subTest(user=user.login):
                found = own.has_access("read") and own.search([("id", "=", own.id)])
                self.assertEqual(bool(found), reads)
                self.assertEqual(own.has_access("write"), writes)
        with self.assertRaises(AccessError):
            self._create_statement(partner_id=self.far_company.id)
        with self.assertRaises(ValidationError):
            self._create_statement(partner_id=self.client.id)

    def test_values_are_the_servers(self):
        statement = self._read(self._create_statement())
        statement.action_lock()
        value = statement.value_ids[0].with_user(self.manager)
        for change in (
            lambda: value.write({"value": 9}),
            lambda: value.unlink(),
            lambda: value.copy(),
            lambda: statement.write({"locked_by_id": self.head.id}),
            lambda: self._create_statement(date(2020, 12, 31), version=7),
        ):
            with self.assertRaises(AccessError):
                change()
