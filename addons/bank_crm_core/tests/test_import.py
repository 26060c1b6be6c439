# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import zipfile
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.load import bank_client_import
from ..tools import client_file
from .common import BankCoreCommon

TITLES = "ФИО;Дата рождения;Телефон;ИНН"


def _make_sheet(rows):
    """Return an xlsx with a title, and these rows as they stand in its XML."""
    book = openpyxl.Workbook()
    book.active.append(["ФИО"])
    source, target = io.BytesIO(), io.BytesIO()
    book.save(source)
    deflated = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(source) as old, deflated as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                end = b"</sheetData>"
                content = content.replace(end, rows.encode() + end)
            new.writestr(name, content)
    return target.getvalue()


@tagged("post_install", "-at_install")
class TestImport(BankCoreCommon):
    def _create_import(
        self, *rows, user=None, name="clients.csv", content=None, **values
    ):
        content = content or "\n".join((TITLES, *rows)).encode()
        return (
            self.env["bank.client.import"]
            .with_user(user or self.manager)
            .create({"name": name, "file": base64.b64encode(content), **values})
        )

    def _find(self, name):
        return self.env["res.partner"].search([("name", "=", name)])

    def test_rows_are_tried_then_entered(self):
        row = self._create_import(
            "Новиков Олег;17.05.1980;8 916 700-00-01;",
            "Новикова Ольга;1981-06-18;8 916 700-00-02;500100732259",
        )
        self.assertEqual(row.line_count, 2)
        fields = row.column_ids.mapped("field")
        self.assertEqual(fields, ["name", "birth_date", "phone", "inn"])
        row.action_try()
        self.assertEqual((row.state, row.good_count), ("tried", 2))
        self.assertFalse(self._find("Новиков Олег"))
        row.action_import()
        self.assertEqual((row.state, row.created_count), ("done", 2))
        client = self._find("Новиков Олег")
        self.assertEqual(str(client.birth_date), "1980-05-17")
        self.assertEqual(client.branch_id, self.branch)
        self.assertEqual(client.manager_id, self.manager)
        self.assertEqual(client.phone_ids.e164, "+79167000001")

    def test_a_bad_row_is_listed_and_stops_no_other(self):
        row = self._create_import(
            "Новиков Олег;31.02.1980;;",
            "Новикова Ольга;;;500100732250",
            ";01.01.1980;;",
            "Двухсотлетний Иван;01.01.1826;;",
            "Хорошая Анна;;;",
        )
        row.action_try()
        self.assertEqual((row.good_count, row.refused_count), (1, 4))
        reasons = row.problem_ids.sorted("number").mapped("reason")
        self.assertIn("no date", reasons[0])
        self.assertIn("500100732250", reasons[1])
        self.assertIn("no name", reasons[2])
        self.assertTrue(reasons[3])
        row.action_import()
        self.assertTrue(self._find("Хорошая Анна"))

    def test_who_is_there_already_is_listed(self):
        self.client.inn = "500100732259"
        lines = ("Щербаков Пётр;;;500100732259", "Другой Иван;;;")
        row = self._create_import(*lines)
        row.action_try()
        self.assertEqual((row.good_count, row.duplicate_count), (1, 1))
        self.assertEqual(row.problem_ids.partner_id, self.client)
        row.action_import()
        self.assertEqual(row.created_count, 1)

    def test_who_may_be_there_already_is_entered_all_the_same(self):
        line = "Щербаков Пётр Ильич;;8 916 123-45-67;"
        for duplicates, state in (("skip", "duplicate"), ("create", "good")):
            row = self._create_import(line, duplicates=duplicates)
            row.action_try()
            self.assertEqual(row.line_ids.state, state)
        row.action_import()
        self.assertEqual(len(self._find("Щербаков Пётр Ильич")), 2)

    def test_a_client_is_twice_in_the_file(self):
        line = "Новикова Ольга;1981-06-18;;500100732259"
        row = self._create_import(line, line)
        row.action_try()
        row.action_import()
        self.assertEqual((row.created_count, row.duplicate_count), (1, 1))

    def test_who_is_served_elsewhere_is_not_named(self):
        self.other_client.inn = "500100732259"
        row = self._create_import("Чужой Клиент;;;500100732259", "Чужой Клиент;;;")
        row.action_try()
        problem = row.problem_ids
        self.assertIn("Another branch", problem.reason)
        self.assertFalse(problem.partner_id)
        self.assertEqual(row.good_count, 1)

    def test_columns_are_named_by_hand(self):
        row = self._create_import(content="A;B\nНовиков;Олег\n".encode("cp1251"))
        with self.assertRaisesRegex(UserError, "name of the client"):
            row.action_try()
        row.column_ids[0].field = "surname"
        row.column_ids[1].field = "surname"
        with self.assertRaisesRegex(UserError, "cannot both be"):
            row.action_try()
        row.column_ids[1].field = "given_name"
        row.action_try()
        row.action_import()
        self.assertTrue(self._find("Новиков Олег"))

    def test_excel_and_cards(self):
        book = openpyxl.Workbook()
        book.active.append(["Наименование", "ИНН", "Тип клиента"])
        book.active.append(["ООО Ромашка", 7707083893, "ООО"])
        book.active.append(["=1+1", None, "физ"])
        target = io.BytesIO()
        book.save(target)
        row = self._create_import(name="a.xlsx", content=target.getvalue())
        row.action_try()
        row.action_import()
        self.assertEqual((row.created_count, row.refused_count), (1, 1))
        client = self.env["res.partner"].search([("inn", "=", "7707083893")])
        self.assertEqual(client.client_kind, "company")
        card = "BEGIN:VCARD\nVERSION:3.0\nFN:Визитный Пётр\nTEL:+7 916 700-00-09\nEND:VCARD\n"
        row = self._create_import(name="a.vcf", content=card.encode())
        row.action_try()
        row.action_import()
        self.assertEqual(self._find("Визитный Пётр").phone_ids.e164, "+79167000009")

    def test_files_that_are_not_read(self):
        # a good workbook but for what it unfolds to: without a limit it would be read
        name = '<c r="A2" t="inlineStr"><is><t>Новиков Олег</t></is></c>'
        bomb = _make_sheet(f'<row r="2">{name}</row>' + " " * (70 << 20))
        cases = (
            ("a.exe", b"1", "not read"),
            ("a.xlsx", b"PK no more", "damaged"),
            ("a.xlsx", bomb, "damaged"),
            ("a.csv", TITLES.encode(), "no rows"),
            ("a.csv", b"\x98\x00", "damaged|no rows"),
            ("a.csv", TITLES.encode() + b"\n\xd0\x9e\0\xd0\x9b;;;", "damaged"),
            ("a.csv", (TITLES + ";x" * 60 + "\n" + ";" * 63 + "1").encode(), "columns"),
            ("a.vcf", b"BEGIN:VCARD\nFN:A\n" * 3, "damaged"),
            ("a.vcf", b"BEGIN:VCARD\n" * 9999 + b"END:VCARD\n" * 9999, "no rows"),
            (
                "a.xlsx",
                _make_sheet('<row r="999999999"><c r="A999999999"/></row>'),
                "damaged",
            ),
        )
        for name, content, message in cases:
            with self.subTest(name=name), self.assertRaisesRegex(UserError, message):
                self._create_import(name=name, content=content)
        path = "MOST_BYTES", 10
        with patch.object(client_file, *path):
            # refused before anything of it is decoded or kept
            with (
                patch.object(client_file, "read_table", side_effect=AssertionError),
                self.assertRaisesRegex(UserError, "larger"),
            ):
                self._create_import("Новиков Олег;;;")
        path = "MOST_ROWS", 1
        with (
            patch.object(client_file, *path),
            self.assertRaisesRegex(UserError, "rows"),
        ):
            self._create_import("Новиков Олег;;;", "Новикова Ольга;;;")

    def test_no_row_is_swallowed_by_a_quotation_mark(self):
        rows = ["Новикова Ольга;;;"] * 100
        with self.assertRaisesRegex(UserError, "Quotation marks.*line 102"):
            self._create_import('"Новиков Олег;;;', *rows)
        with self.assertRaisesRegex(UserError, "Quotation marks.*line 3"):
            self._create_import('"Новиков Олег;;;', '"Новикова Ольга";;;')
        good = self._create_import('"ООО ""Ромашка""";;;', 'ООО "Мир";;;')
        cells = good.line_ids.mapped("cells")
        self.assertEqual([row[0] for row in cells], ['ООО "Ромашка"', 'ООО "Мир"'])

    def test_whatever_program_has_written_the_text(self):
        text = f"{TITLES}\r\nНовиков Олег;;8 916 700-00-01;\r\n"
        for encoding in ("utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"):
            for content in (text, text.replace("\r\n", "\r")):
                with self.subTest(encoding=encoding):
                    row = self._create_import(content=content.encode(encoding))
                    self.assertEqual(row.line_ids.cells[0], "Новиков Олег")
                    self.assertEqual(row.column_ids[0].field, "name")

    def test_a_sheet_with_a_million_empty_rows(self):
        # a name after a gap is read as well
        end = '<row r="1000001"><c r="A1000001" t="inlineStr"><is><t>Новиков Олег</t></is></c></row>'
        row = self._create_import(name="a.xlsx", content=_make_sheet(end))
        self.assertEqual(row.line_ids.mapped("cells"), [["Новиков Олег"]])

    def test_cards_of_address_books(self):
        quoted = "Пётр".encode().hex(" ").upper().replace(" ", "=")
        # as long as this, a pattern that goes back would never come to an end
        hostile = "TEL;A" + "," * 100_000
        card = (
            "BEGIN:VCARD\nVERSION:2.1\n"
            f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Visitny;={quoted}=00;;;\n"
            f"{hostile}\n"
            "TEL:8 916 700-00-01\nTEL:8 916 700-00-02\nTEL:8 916 700-00-03\n"
            "NOTE:Первая\n  строка\nEND:VCARD\n"
        )
        row = self._create_import(name="a.vcf", content=card.encode())
        row.action_try()
        row.action_import()
        client = self._find("Visitny Пётр")
        self.assertEqual(len(client.phone_ids), 3)
        self.assertIn("Первая строка", client.comment)

    def test_what_no_client_can_be_is_refused_in_a_sentence(self):
        cases = (
            ("Новиков Олег;01.01.1825;;", "1825"),
            ("Новиков Олег;01.01.2190;;", "2190"),
            (f"{'Я' * 10_000};;;", "letters"),
            (f"Новиков Олег;;{'7' * 40};", "phone|number"),
            ("Новиков Олег;;;7707083894", "7707083894"),
        )
        row = self._create_import(*(case[0] for case in cases))
        row.action_try()
        self.assertEqual(row.refused_count, len(cases), row.line_ids.mapped("reason"))
        for line, (_text, reason) in zip(row.line_ids, cases, strict=True):
            with self.subTest(reason=reason):
                self.assertRegex(line.reason, reason)

    def test_a_run_that_broke_off_goes_on(self):
        lines = [f"Клиент{chr(1072 + number)} Иван;;;" for number in range(6)]
        row = self._create_import(*lines)
        row.action_try()
        small = patch.object(bank_client_import, "SLICE", 2)
        with small, patch.object(bank_client_import, "AT_ONCE", 2):
            row.action_import()
            self.assertEqual((row.state, row.created_count), ("running", 2))
            self.env.flush_all()
            with self.enter_registry_test_mode():
                self.env.ref("bank_crm_core.ir_cron_import").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((row.state, row.created_count), ("done", 6))
        self.assertEqual(len(row.line_ids.partner_id), 6)

    def test_the_scheduler_speaks_the_language_of_whose_file_it_is(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.manager.lang = "ru_RU"
        row = self._create_import(";01.01.1980;;")
        with patch.object(bank_client_import, "AT_ONCE", 0):
            row.action_try()
        self.assertEqual(row.state, "trying")
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bank_crm_core.ir_cron_import").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(row.line_ids.state, "refused")
        self.assertRegex(row.line_ids.reason, "^[^A-Za-z]+$")

    @mute_logger("odoo.addons.bank_crm_core.models.load.bank_client_import_line")
    def test_a_row_that_breaks_unforeseen_is_listed(self):
        row = self._create_import("Новиков Олег;;;", "Новикова Ольга;;;")
        broken = type(self.env["bank.client.import.line"])
        original = broken._prepare_client_values

        def explode(line, facts):
            if "Олег" in line.cells[0]:
                raise ZeroDivisionError
            return original(line, facts)

        with patch.object(broken, "_prepare_client_values", explode):
            row.action_try()
        self.assertEqual((row.good_count, row.refused_count), (1, 1))

    def test_contacts_of_clients_come_in(self):
        firm = self._create_client(
            "ООО Ромашка", client_kind="company", inn="7707083893"
        )
        self._create_client(
            "ООО Чужое", client_kind="company", manager_id=self.colleague.id
        )
        content = "\n".join(
            (
                "ФИО;Контакт клиента;Должность;Телефон",
                "Ветров Илья;7707083893;Директор;8 916 700-00-01",
                "Счётова Нина;ооо ромашка;Главный бухгалтер;8 916 700-00-02",
                "Никто Никита;ООО Нет такого;;",
                f"Чужов Олег;{self.other_client.name};;",
                "Коллегин Олег;ООО Чужое;;",
                ";7707083893;;",
            )
        ).encode()
        row = self._create_import(content=content)
        row.action_try()
        self.assertEqual((row.good_count, row.refused_count), (2, 4))
        reasons = row.problem_ids.sorted("number").mapped("reason")
        self.assertIn("no single client", reasons[0])
        self.assertIn("no single client", reasons[1])
        self.assertIn("no name", reasons[3])
        row.action_import()
        people = firm.child_ids.sorted("name")
        self.assertEqual(people.mapped("name"), ["Ветров Илья", "Счётова Нина"])
        self.assertEqual(people.mapped("function"), ["Директор", "Главный бухгалтер"])
        self.assertEqual(people[0].phone_ids.digits, "79167000001")
        self.assertEqual(
            (people.branch_id, people.manager_id), (self.branch, self.manager)
        )
        self.assertFalse(any(people.mapped("client_kind")))
        again = self._create_import(content=content)
        again.action_try()
        self.assertEqual((again.good_count, again.duplicate_count), (0, 2))

    def test_a_card_of_an_address_book_is_the_contact_of_his_company(self):
        firm = self._create_client("ООО «Мир»", client_kind="company")
        card = (
            "BEGIN:VCARD\nVERSION:3.0\nFN:Визитный Пётр\nORG:ООО «Мир»;Касса\n"
            "TITLE:Юрист\nTEL:+7 916 700-00-09\nEND:VCARD\n"
        )
        row = self._create_import(name="a.vcf", content=card.encode())
        company, position = row.column_ids[-2:]
        self.assertEqual((company.sample, company.field), ("ООО «Мир»", False))
        self.assertEqual(position.field, "position")
        company.field = "contact_of"
        row.action_try()
        row.action_import()
        self.assertEqual(firm.child_ids.function, "Юрист")

    def test_an_import_is_no_way_around_rights(self):
        row = self._create_import(
            "Новиков Олег;;;",
            branch_id=self.other_branch.id,
            manager_id=self.stranger.id,
        )
        row.action_try()
        self.assertEqual(row.refused_count, 1)
        for user in (self.operator, self.employee, self.administrator, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._create_import("Новиков Олег;;;", user=user)
        with self.assertRaises(AccessError):
            row.with_user(self.colleague).action_import()

    def test_state_author_and_rows_are_not_forged(self):
        row = self._create_import(
            "Новиков Олег;;;", user_id=self.head.id, state="tried"
        )
        self.assertEqual((row.user_id, row.state), (self.manager, "draft"))
        for values in (
            {"state": "tried"},
            {"user_id": self.head.id},
            {"line_ids": [(5, 0, 0)]},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                row.write(values)
        with self.assertRaises(AccessError):
            row.line_ids.write({"state": "good"})
        with self.assertRaisesRegex(UserError, "Try the rows first"):
            row.action_import()

    def test_what_is_done_is_not_done_again(self):
        row = self._create_import("Новиков Олег;;;")
        row.action_try()
        row.action_import()
        self.assertEqual(row.state, "done")
        for again in (row.action_try, row.action_import):
            with self.assertRaises(UserError):
                again()

    def test_a_branch_or_an_employee_that_is_not_there(self):
        for field, words in (("branch", "single branch"), ("manager", "employee")):
            content = "ФИО;Где\nНовиков Олег;Нигде".encode()
            row = self._create_import(content=content)
            row.column_ids[0].field = "name"
            row.column_ids[1].field = field
            row.action_try()
            with self.subTest(field):
                self.assertEqual(row.line_ids.state, "refused")
                self.assertIn(words, row.line_ids.reason)
