# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

from odoo.tests.common import _super_send

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon
from odoo.addons.iap.tools import iap_tools
from odoo.addons.sms.tools.sms_api import SmsApi

NUMBER = "+79161234567"


class Gateway(BaseHTTPRequestHandler):
    """Takes down what it is sent and answers what the test has laid out for it."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((dict(self.headers), body))
        status, text = self.server.answer
        if status is None:
            self.server.released.wait(10)
            return
        self.send_response(status)
        self.send_header("Location", self.server.elsewhere)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format, *args):
        """Say nothing on the console."""


class SmsCommon(BankCoreCommon):
    """A gateway on this machine, open hours, and proof that nobody else is asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.contact.policy"].search([]).write(
            {
                "hour_from": 0,
                "hour_to": 24,
                "hour_weekend_from": 0,
                "hour_weekend_to": 24,
            }
        )
        cls.client.country_id = cls.env.ref("base.ru")
        cls.gateway = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
        cls.gateway.released = threading.Event()
        cls.url = f"http://127.0.0.1:{cls.gateway.server_port}/sms"
        cls.gateway.elsewhere = cls.url
        thread = threading.Thread(target=cls.gateway.serve_forever)
        thread.start()
        cls.addClassCleanup(thread.join)
        cls.addClassCleanup(cls.gateway.server_close)
        cls.addClassCleanup(cls.gateway.shutdown)
        cls.addClassCleanup(cls.gateway.released.set)

    def setUp(self):
        super().setUp()
        self.gateway.taken = []
        self._answer(status="accepted")
        self._set_up(self.url)
        for owner, name in ((SmsApi, "_contact_iap"), (iap_tools, "iap_jsonrpc")):
            patcher = patch.object(owner, name, side_effect=AssertionError("paid"))
            mock = patcher.start()
            self.addCleanup(patcher.stop)
            self.addCleanup(mock.assert_not_called)

    @classmethod
    def _request_handler(cls, s, r, /, **kw):
        # the bench would raise a short timeout
        if r.url.startswith(cls.url):
            return _super_send(s, r, **kw)
        return super()._request_handler(s, r, **kw)

    def _answer(self, code=200, text=None, **answer):
        body = json.dumps(answer) if text is None else text
        self.gateway.answer = (code, body.encode())

    def _set_up(self, url, token="k", timeout=5):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("bank_core_sms.url", url)
        parameters.set_param("bank_core_sms.token", token)
        parameters.set_param("bank_core_sms.timeout", timeout)

    def _create_sms(self, **values):
        return self.env["sms.sms"].create(
            {
                "number": NUMBER,
                "body": "Your card is ready",
                "partner_id": self.client.id,
                **values,
            }
        )

    def _suppress(self, client=None):
        self.env["bank.suppression"].create(
            {"partner_id": (client or self.client).id, "reason": "Lawsuit"}
        )

    def _compose(self, user=None, **values):
        composers = self.env["sms.composer"].with_user(user or self.manager)
        return composers.create(
            {
                "composition_mode": "comment",
                "res_model": "res.partner",
                "res_id": self.client.id,
                "body": "Your card is ready",
                **values,
            }
        )
