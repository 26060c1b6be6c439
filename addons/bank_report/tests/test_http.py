# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import BankReportCommon


@tagged("post_install", "-at_install")
class TestHttp(BankReportCommon, HttpCase):
    def _download(self):
        url = f"/report/pdf/bank_report.test_report/{self.branches[0].id}"
        data = json.dumps([url, "qweb-pdf"])
        return self.url_open(
            "/report/download",
            data={
                "data": data,
                "context": "{}",
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_download_as_the_web_client_does(self):
        self.authenticate("printing_clerk", "printing_clerk")
        response = self._download()
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("Test.pdf", response.headers["Content-Disposition"])
        self.assertIn("Branch 0", self._read_pages(response.content)[0])

    @mute_logger("odoo.addons.web.controllers.report", "odoo.http")
    def test_download_without_the_role(self):
        self.report.group_ids = self.env.ref("bank_base.group_bank_auditor")
        self.authenticate("printing_clerk", "printing_clerk")
        response = self._download()
        self.assertNotEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("odoo.exceptions.AccessError", response.text)

    def test_web_client_learns_the_engine(self):
        self.authenticate("printing_clerk", "printing_clerk")
        engine = self.make_jsonrpc_request(
            "/bank_report/engine", {"report_name": "bank_report.test_report"}
        )
        self.assertEqual(engine, "weasyprint")
        engine = self.make_jsonrpc_request("/bank_report/engine", {"report_name": "no"})
        self.assertFalse(engine)
        action = self.make_jsonrpc_request(
            "/web/action/load", {"action_id": self.report.id}
        )
        self.assertEqual(action["pdf_engine"], "weasyprint")
