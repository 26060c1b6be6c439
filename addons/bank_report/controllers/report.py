# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import tempfile

from werkzeug.exceptions import InternalServerError, NotFound
from werkzeug.wsgi import FileWrapper

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools.misc import html_escape
from odoo.tools.osutil import clean_filename

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 65_536


class BankReport(http.Controller):
    @http.route("/bank_report/engine", type="jsonrpc", auth="user", readonly=True)
    def get_engine(self, report_name):
        """What prints the report: asked by the web client when an action is silent."""
        reports = request.env["ir.actions.report"]
        return reports._get_report_from_name(report_name).pdf_engine

    @http.route("/bank_report/xlsx", type="http", auth="user", readonly=True)
    def download_xlsx(self, data, context="{}", token=None):
        """Write a table to a temporary file, then send it in pieces.

        :param data: JSON with report_name, ids and the options of the action
        :param token: sent by every download of the web client; of no use here
        """
        options = json.loads(data)
        reports = request.env["ir.actions.report"].with_context(**json.loads(context))
        report_sudo = reports._get_report_from_name(options["report_name"])
        if report_sudo.report_type != "bank-xlsx":
            raise NotFound
        ids = [int(res_id) for res_id in options.get("ids") or []]
        target = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
        try:
            reports._write_bank_xlsx(report_sudo, ids, options.get("data"), target)
        except UserError as error:
            target.close()
            raise self._refuse(error)
        name = report_sudo._get_file_name(reports.env[report_sudo.model].browse(ids))
        return self._send(target, f"{name}.xlsx", XLSX)

    def _send(self, target, name, kind):
        size = target.tell()
        target.seek(0)
        headers = [
            ("Content-Type", kind),
            ("Content-Length", size),
            ("Content-Disposition", content_disposition(clean_filename(name))),
        ]
        response = request.make_response(FileWrapper(target, CHUNK), headers=headers)
        response.direct_passthrough = True
        response.call_on_close(target.close)
        return response

    def _refuse(self, error):
        """The form in which the web client's download shows a reason to the user."""
        content = {
            "code": 0,
            "message": "Odoo Server Error",
            "data": http.serialize_exception(error),
        }
        response = request.make_response(html_escape(json.dumps(content)))
        return InternalServerError(response=response)
