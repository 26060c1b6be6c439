# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import csv
import io
import json
from functools import partial

import openpyxl

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankReportCommon

EVIL = '=HYPERLINK("http://evil.example")'
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@tagged("post_install", "-at_install")
class TestExport(BankReportCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(
            cls.env,
            login="exporting_clerk",
            groups="bank_base.group_bank_user,base.group_allow_export",
        )
        for branch, name in zip(cls.branches, (EVIL, "@SUM(1)", "-1+2"), strict=True):
            branch.name = name

    def _export(self, kind, label="Name", **values):
        self.authenticate("exporting_clerk", "exporting_clerk")
        data = {
            "model": "bank.branch",
            "fields": [
                {"name": "name", "label": label, "type": "char"},
                {"name": "id", "label": "ID", "type": "integer"},
            ],
            "ids": self.branches.ids,
            "domain": [],
            "import_compat": False,
            "groupby": [],
            **values,
        }
        response = self.url_open(
            f"/web/export/{kind}",
            data={
                "data": json.dumps(data),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        response.raise_for_status()
        return response.content

    def _assert_texts(self, content, expected):
        ws = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = {cell.value: cell for row in ws.iter_rows() for cell in row}
        for text in expected:
            self.assertIn(text, cells)
            self.assertEqual(cells[text].data_type, "s", text)
            self.assertIsNone(cells[text].hyperlink)
        self.assertNotIn("f", {cell.data_type for cell in cells.values()})

    def test_stock_xlsx(self):
        content = self._export("xlsx", label="=Name")
        self._assert_texts(content, [EVIL, "@SUM(1)", "-1+2", "=Name"])

    def test_stock_xlsx_in_groups(self):
        content = self._export("xlsx", groupby=["name"])
        self._assert_texts(content, [EVIL, f"{EVIL} (1)"])

    def test_stock_csv(self):
        content = self._export("csv", label="@Name").decode()
        rows = list(csv.reader(io.StringIO(content)))
        self.assertEqual(rows[0][0], "'@Name")
        names = {row[0] for row in rows[1:]}
        self.assertEqual(names, {"'" + EVIL, "'@SUM(1)", "'-1+2"})

    def _prepare_pivot(self):
        title = {"title": EVIL, "width": 1, "height": 1, "is_bold": False}
        return {
            "title": "Branches",
            "model": "bank.branch",
            "measure_count": 1,
            "origin_count": 1,
            "col_group_headers": [[title]],
            "measure_headers": [title],
            "origin_headers": [],
            "rows": [
                {
                    "title": EVIL,
                    "indent": 0,
                    "values": [{"is_bold": False, "value": -5}],
                }
            ],
        }

    def test_stock_pivot(self):
        self.authenticate("exporting_clerk", "exporting_clerk")
        response = self.url_open(
            "/web/pivot/export_xlsx",
            data={
                "data": json.dumps(self._prepare_pivot()),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        ws = openpyxl.load_workbook(io.BytesIO(response.content)).active
        cells = [cell for row in ws.iter_rows() for cell in row if cell.value]
        self.assertNotIn("f", {cell.data_type for cell in cells})
        self.assertIn("'" + EVIL, [cell.value for cell in cells])
        self.assertIn(-5, [cell.value for cell in cells])


@tagged("post_install", "-at_install")
class TestSheetReport(BankReportCommon, HttpCase):
    def _download(self, ids, name="bank_report.branch_directory"):
        self.authenticate("printing_clerk", "printing_clerk")
        options = {"report_name": name, "ids": ids, "data": {}}
        return self.url_open(
            "/bank_report/xlsx",
            data={
                "data": json.dumps(options),
                "context": "{}",
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_download(self):
        self.branches[1].name = EVIL
        self.env["bank.letterhead"].create({"branch_id": self.branches[2].id})
        response = self._download(self.branches.ids)
        self.assertEqual(response.headers["Content-Type"], XLSX)
        self.assertEqual(int(response.headers["Content-Length"]), len(response.content))
        ws = openpyxl.load_workbook(io.BytesIO(response.content)).active
        rows = list(ws.iter_rows(min_row=2, max_row=4, values_only=True))
        self.assertEqual([row[0] for row in rows], ["T0", "T1", "T2"])
        self.assertEqual(rows[1][1], EVIL)
        self.assertEqual([row[5] for row in rows], [False, False, True])

    def test_unreadable_record(self):
        company = self.env["res.company"].create({"name": "Other bank"})
        self.branches[1].company_id = company
        with mute_logger("odoo.http"):
            response = self._download(self.branches.ids)
        self.assertNotEqual(response.headers["Content-Type"], XLSX)
        self.assertIn("odoo.exceptions.AccessError", response.text)

    def test_role_of_the_report(self):
        report = self.env.ref("bank_report.branch_directory_report")
        report.group_ids = self.env.ref("bank_base.group_bank_auditor")
        with mute_logger("odoo.http"):
            response = self._download(self.branches.ids)
        self.assertIn("odoo.exceptions.AccessError", response.text)

    def test_other_reports_are_not_served(self):
        for name in ("bank_report.test_report", "no.such", "base.module"):
            response = self._download(self.branches.ids, name)
            self.assertEqual(response.status_code, 404, name)

    def test_renderer_for_callers_in_python(self):
        content, kind = self.env["ir.actions.report"]._render(
            "bank_report.branch_directory", self.branches.ids
        )
        self.assertEqual(kind, "xlsx")
        self.assertTrue(content.startswith(b"PK"))

    def test_queries_do_not_grow_with_records(self):
        more = self.env["bank.branch"].create(
            [{"name": f"More {code}", "code": f"M{code}"} for code in range(50)]
        )
        reports = self.env["ir.actions.report"].with_user(self.employee)
        counts = []
        for records in (more[0], more):
            render = partial(
                reports._render, "bank_report.branch_directory", records.ids
            )
            counts.append(count_queries(self.env, render))
        self.assertEqual(*counts)
        self.assertLess(counts[1], 20)
