# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Printed matter: tables of n rows, and fifty documents in one file.

Each measure is a function of (env, n) that returns seconds: ours, the floor (the same
file by the library alone) and stock Odoo's way, or None where it has none.
"""

import statistics
import tempfile
import time
from datetime import date, timedelta
from types import SimpleNamespace

import xlsxwriter

from odoo import http

from odoo.addons.bank_report.tools.fetcher import AssetFetcher
from odoo.addons.bank_report.tools.pdf import write_pdf
from odoo.addons.bank_report.tools.sheet import Column, SheetWriter
from odoo.addons.web.controllers.export import ExportXlsxWriter

REPEATS = 3
MAX_ROWS = 100_000
MAX_STOCK_ROWS = 50_000  # it holds the file in memory
COLUMNS = [
    Column("Client"),
    Column("Number"),
    Column("Signed", "date"),
    Column("Amount", "money", currency="RUB", total=True),
    Column("Rate", "percent"),
    Column("Days late", "integer"),
]


def _iter_rows(count):
    start = date(2020, 1, 1)
    for number in range(count):
        yield (
            f"Иванов Иван {number}",
            f"40817810{number:012}",
            start + timedelta(days=number % 2000),
            number * 1.25,
            0.125,
            number % 90,
        )


def _take(*functions):
    """Return the median seconds of each, taken in turns so that noise is shared."""
    taken = [[] for _function in functions]
    for _repeat in range(REPEATS):
        for function, seconds in zip(functions, taken, strict=True):
            start = time.perf_counter()
            function()
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def _write_ours(count):
    with tempfile.TemporaryFile() as file, SheetWriter(file, {"RUB": ("₽", 2)}) as book:
        book.add_table("Agreements", COLUMNS, _iter_rows(count))


def _write_floor(count):
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet = book.add_worksheet()
        dates = book.add_format({"num_format": "dd.mm.yyyy"})
        money = book.add_format({"num_format": '#,##0.00 "₽"'})
        percent = book.add_format({"num_format": "0.00%"})
        for number, row in enumerate(_iter_rows(count), start=1):
            sheet.write_string(number, 0, row[0])
            sheet.write_string(number, 1, row[1])
            sheet.write_datetime(number, 2, row[2], dates)
            sheet.write_number(number, 3, row[3], money)
            sheet.write_number(number, 4, row[4], percent)
            sheet.write_number(number, 5, row[5])
        book.close()


def _write_stock(env, count):
    fields = [{"name": column.title, "type": column.kind} for column in COLUMNS]
    titles = [column.title for column in COLUMNS]
    http._request_stack.push(SimpleNamespace(env=env))
    try:
        with ExportXlsxWriter(fields, titles, count) as writer:
            for number, row in enumerate(_iter_rows(count), start=1):
                for position, value in enumerate(row):
                    writer.write_cell(number, position, value)
    finally:
        http._request_stack.pop()


def xlsx_stream(env, n):
    count = min(n, MAX_ROWS)
    ours, floor = _take(lambda: _write_ours(count), lambda: _write_floor(count))
    stock = None
    if count <= MAX_STOCK_ROWS:
        (stock,) = _take(lambda: _write_stock(env, count))
    return {"ours_s": ours, "floor_s": floor, "stock_s": stock}


def pdf_fifty_documents(env, n):
    """The floor is laying out the same pages without templates and letterheads."""
    reports = env["ir.actions.report"]
    report_sudo = reports._get_report("bank_report.branch_requisites")
    with env.cr.savepoint() as savepoint:
        branches = env["bank.branch"].create(
            [{"name": f"Branch {row}", "code": f"BENCH{row}"} for row in range(50)]
        )
        reports._render_qweb_pdf(report_sudo, branches[0].ids)  # parses the stylesheet
        html = reports._render_bank_html(report_sudo, branches.ids, {})
        parts = [part for _id, part in reports._split_html(report_sudo, html)]
        base_url = report_sudo.get_base_url()
        fetcher = AssetFetcher(env, base_url)
        ours, floor = _take(
            lambda: reports._render_qweb_pdf(report_sudo, branches.ids),
            lambda: write_pdf(parts, fetcher, base_url),
        )
        savepoint.rollback()
    return {"ours_s": ours, "floor_s": floor, "stock_s": None}


MEASURES = {"xlsx_stream": xlsx_stream, "pdf_fifty_documents": pdf_fifty_documents}
