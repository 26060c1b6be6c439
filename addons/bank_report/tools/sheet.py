# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables for spreadsheet programs, written row by row in constant memory."""

import csv
import re
from dataclasses import dataclass
from itertools import chain, islice

import xlsxwriter

from .cell import guard_text, is_formula_like

MAX_ROWS = 1_048_576  # of a sheet, the heading and the total included
MAX_TEXT = 32_767
FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\0]")
OPTIONS = {
    "constant_memory": True,
    "nan_inf_to_errors": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDTHS = {"text": 30, "date": 12, "datetime": 18, "boolean": 8, "integer": 12}
NUMBER_FORMATS = {
    "date": "dd.mm.yyyy",
    "datetime": "dd.mm.yyyy hh:mm",
    "integer": "#,##0",
    "number": "#,##0.00",
    "percent": "0.00%",
}


@dataclass(frozen=True)
class Column:
    """A column of a table. Cells hold None or, as Odoo has it, False for nothing.

    :param kind: text, integer, number, money, percent (a fraction: 0.125 is 12.5 %),
        date, datetime (naive, in the reader's time), boolean
    :param width: in characters
    :param currency: of a money column with one currency; else its cells are pairs
        (amount, currency code)
    :param total: sum of the rows that the filter leaves, below the last one
    """

    title: str
    kind: str = "text"
    width: float = 0
    currency: str = ""
    total: bool = False


class SheetWriter:
    """Write an .xlsx file into a path or an open binary file.

    Text never becomes a formula, a link or a number, whatever it begins with.

    :param currencies: ``{code: (symbol, decimal places)}``
    """

    def __init__(self, target, currencies=None):
        self.workbook = xlsxwriter.Workbook(target, OPTIONS)
        self._currencies = currencies or {}
        self._formats = {}
        self._titles = set()
        heading = {"bold": True, "bg_color": "#EEF2F6", "bottom": 1, "text_wrap": True}
        self._heading = self.workbook.add_format({**heading, "valign": "vcenter"})
        self._text = self.workbook.add_format({"valign": "top"})
        # what looks like a formula stays text when somebody edits the cell, too
        self._quoted = self.workbook.add_format({"quote_prefix": True})

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.workbook.close()

    def add_table(self, title, columns, rows):
        """Write a table on sheets of its own; return the number of rows.

        :param rows: any iterable of sequences, read once; a table longer than a sheet
            goes on on the next one
        """
        writers = [self._get_writer(column) for column in columns]
        room = MAX_ROWS - 1 - any(column.total for column in columns)
        rows, ahead, count = iter(rows), [], 0
        while True:
            sheet = self._add_sheet(title, columns)
            part = islice(chain(ahead, rows), room)
            number = self._write_rows(sheet, writers, part)
            self._close_sheet(sheet, columns, number)
            count += number
            ahead = list(islice(rows, 1))
            if not ahead:
                return count

    def _write_rows(self, sheet, writers, rows):
        number = 0
        for number, row in enumerate(rows, start=1):
            cells = zip(writers, row, strict=True)
            for position, (write, value) in enumerate(cells):
                if value is not None:
                    write(sheet, number, position, value)
        return number

    def _add_sheet(self, title, columns):
        sheet = self.workbook.add_worksheet(self._get_free_title(title))
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(columns):
            sheet.set_column(
                position, position, column.width or WIDTHS.get(column.kind, 16)
            )
            sheet.write_string(0, position, column.title, self._heading)
        return sheet

    def _close_sheet(self, sheet, columns, number):
        sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
        for position, column in enumerate(columns):
            if column.total and number:
                letter = xlsxwriter.utility.xl_col_to_name(position)
                formula = f"=SUBTOTAL(109,{letter}2:{letter}{number + 1})"
                style = self._get_format(column.kind, column.currency, bold=True)
                sheet.write_formula(number + 1, position, formula, style)

    def _get_free_title(self, title):
        """At most 31 characters, none that Excel forbids, and no title twice."""
        title = FORBIDDEN_IN_TITLE.sub(" ", title).strip().strip("'")[:31] or "1"
        free, number = title, 1
        while free.lower() in self._titles:
            number += 1
            suffix = f" ({number})"
            free = title[: 31 - len(suffix)] + suffix
        self._titles.add(free.lower())
        return free

    def _get_format(self, kind, currency="", bold=False):
        key = (kind, currency, bold)
        if key not in self._formats:
            pattern = NUMBER_FORMATS.get(kind, "#,##0.00")
            if kind == "money" and currency:
                symbol, places = self._currencies.get(currency, (currency, 2))
                digits = "." + "0" * places if places else ""
                pattern = '#,##0{} "{}"'.format(digits, symbol.replace('"', ""))
            properties = {"num_format": pattern, "valign": "top"}
            if bold:
                properties |= {"bold": True, "top": 1}
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def _get_writer(self, column):
        """Return ``write(sheet, row, column, value)`` for the cells of a column."""
        if column.kind == "text":
            return self._write_text
        if column.kind == "boolean":
            return self._write_boolean
        if column.kind == "money" and not column.currency:
            return self._write_money
        style, text = self._get_format(column.kind, column.currency), self._write_text
        dated = column.kind in ("date", "datetime")

        def write(sheet, row, position, value):
            if value is False:
                return
            if isinstance(value, str):
                text(sheet, row, position, value)
            elif dated:
                sheet.write_datetime(row, position, value, style)
            else:
                sheet.write_number(row, position, value, style)

        return write

    def _write_text(self, sheet, row, position, value):
        if value is False:
            return
        value = str(value)
        if len(value) > MAX_TEXT:
            value = value[: MAX_TEXT - 1] + "…"
        style = self._quoted if is_formula_like(value) else self._text
        sheet.write_string(row, position, value, style)

    def _write_boolean(self, sheet, row, position, value):
        sheet.write_boolean(row, position, bool(value))

    def _write_money(self, sheet, row, position, value):
        if value is False:
            return
        amount, currency = value
        sheet.write_number(row, position, amount, self._get_format("money", currency))


def write_csv(target, columns, rows, delimiter=";"):
    """Write a table as csv into an open text file; return the number of rows.

    Semicolons, as Excel expects where the comma parts decimals; all text is guarded
    against being run as a formula, the headings too. Open the file with the encoding
    ``utf-8-sig`` and ``newline=""``.
    """
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([guard_text(column.title) for column in columns])
    number = 0
    for row in rows:
        number += 1
        writer.writerow(["" if value is None else guard_text(value) for value in row])
    return number
