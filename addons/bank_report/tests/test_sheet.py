# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from datetime import date, datetime
from decimal import Decimal
from unittest.mock import patch

import openpyxl

from odoo.tests import BaseCase, tagged

from ..tools import sheet
from ..tools.sheet import Column, SheetWriter, write_csv

FORMULAS = [
    '=HYPERLINK("http://evil","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "http://evil.example/",
    "{=1+1}",
]
COLUMNS = [
    Column("Клиент"),
    Column("Дата", "date"),
    Column("Когда", "datetime"),
    Column("Сумма", "money", currency="RUB", total=True),
    Column("В валюте", "money"),
    Column("Ставка", "percent"),
    Column("Дней", "integer"),
    Column("Закрыт", "boolean"),
]
ROWS = [
    (
        "Ромашка",
        date(2026, 11, 22),
        datetime(2026, 11, 22, 9, 30),
        Decimal("1234.50"),
        (5.0, "JPY"),
        0.125,
        7,
        False,
    ),
    (False, None, False, 0, None, None, 0, True),
]


@tagged("post_install", "-at_install")
class TestSheet(BaseCase):
    def _write(self, columns, rows, title="Лист", currencies=None):
        target = io.BytesIO()
        with SheetWriter(target, currencies) as writer:
            self.count = writer.add_table(title, columns, iter(rows))
        return openpyxl.load_workbook(io.BytesIO(target.getvalue()))

    def test_values_and_formats(self):
        currencies = {"RUB": ("₽", 2), "JPY": ("¥", 0)}
        ws = self._write(COLUMNS, ROWS, currencies=currencies).active
        self.assertEqual(ws.title, "Лист")
        first, second = ([cell.value for cell in row] for row in ws["A2:H3"])
        day = datetime(2026, 11, 22)
        moment = day.replace(hour=9, minute=30)
        expected = ["Ромашка", day, moment, 1234.5, 5, 0.125, 7, False]
        self.assertEqual(first, expected)
        self.assertEqual(second, [None, None, None, 0, None, None, 0, True])
        formats = [cell.number_format for cell in ws[2]]
        self.assertEqual(formats[1:3], ["dd.mm.yyyy", "dd.mm.yyyy hh:mm"])
        self.assertEqual(formats[3:6], ['#,##0.00 "₽"', '#,##0 "¥"', "0.00%"])
        self.assertEqual(ws["D4"].value, "=SUBTOTAL(109,D2:D3)")
        self.assertEqual(ws.freeze_panes, "A2")
        self.assertEqual(ws.auto_filter.ref, "A1:H3")
        self.assertEqual(ws.column_dimensions["A"].width // 1, 30)

    def test_text_is_never_a_formula(self):
        book = self._write([Column(text) for text in FORMULAS], [FORMULAS])
        for row in book.active.iter_rows(min_row=1, max_row=2):
            for cell, text in zip(row, FORMULAS, strict=True):
                with self.subTest(text=text):
                    self.assertEqual(cell.data_type, "s")
                    self.assertIsNone(cell.hyperlink)
                    self.assertEqual(cell.value, text.replace("\r", "_x000D_"))
        quoted = [cell.quotePrefix for cell in book.active[2]]
        self.assertEqual(quoted, [True] * 8 + [False] * 2)

    def test_text_in_a_column_of_numbers_stays_text(self):
        cell = self._write([Column("Сумма", "number")], [["=1+1"]]).active["A2"]
        self.assertEqual((cell.data_type, cell.value), ("s", "=1+1"))

    def test_long_text_is_cut_and_not_lost(self):
        value = self._write([Column("x")], [["я" * 40_000]]).active["A2"].value
        self.assertEqual(len(value), sheet.MAX_TEXT)
        self.assertTrue(value.endswith("…"))

    def test_long_table_goes_on_on_the_next_sheet(self):
        with patch.object(sheet, "MAX_ROWS", 11):
            book = self._write([Column("x", "integer")], ([n] for n in range(25)))
        self.assertEqual(self.count, 25)
        self.assertEqual(book.sheetnames, ["Лист", "Лист (2)", "Лист (3)"])
        values = [
            ws.cell(row, 1).value for ws in book for row in range(2, ws.max_row + 1)
        ]
        self.assertEqual(values, list(range(25)))

    def test_full_sheet_makes_no_empty_one(self):
        with patch.object(sheet, "MAX_ROWS", 11):
            book = self._write([Column("x", "integer")], ([n] for n in range(10)))
        self.assertEqual(book.sheetnames, ["Лист"])

    def test_titles_of_sheets(self):
        target = io.BytesIO()
        with SheetWriter(target) as writer:
            for title in ("'Долг: [1/2]'", "x" * 40, "x" * 40, "", "История"):
                writer.add_table(title, [Column("x")], [])
        names = openpyxl.load_workbook(target).sheetnames
        self.assertEqual(len(names), 5)
        self.assertTrue(all(0 < len(name) <= 31 for name in names))

    def test_row_of_wrong_length_is_refused(self):
        with self.assertRaises(ValueError):
            self._write([Column("x"), Column("y")], [["only one"]])

    def test_csv(self):
        target = io.StringIO(newline="")
        count = write_csv(
            target, [Column("=Имя"), Column("Сумма")], [[FORMULAS[0], -5.5], [None, 1]]
        )
        self.assertEqual(count, 2)
        lines = target.getvalue().splitlines()
        self.assertEqual(lines[0], '"\'=Имя";"Сумма"')
        self.assertTrue(lines[1].startswith("\"'=HYPERLINK"))
        self.assertTrue(lines[1].endswith(";-5.5"))
        for text in FORMULAS[:8]:
            target = io.StringIO(newline="")
            write_csv(target, [Column("x")], [[text]])
            self.assertIn("\"'" + text[:1], target.getvalue())
