# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import request


class BankReport(http.Controller):
    @http.route("/bank_report/engine", type="jsonrpc", auth="user", readonly=True)
    def get_engine(self, report_name):
        """What prints the report: asked by the web client when an action is silent."""
        reports = request.env["ir.actions.report"]
        return reports._get_report_from_name(report_name).pdf_engine
