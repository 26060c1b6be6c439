# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from urllib.parse import urlsplit

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_base.tools.http_send import send
from odoo.addons.bank_base.tools.retry import check_status, try_again

from ...tools.credit_report import LARGEST, read

HOSTS = "bank_loan_pipeline.bureau_hosts"


class BankCreditBureau(models.Model):
    """A credit bureau and how it is asked.

    A way of asking is a value of ``adapter`` and a method ``_fetch_<adapter>``; a form
    of answer a value of ``form`` and a method ``_read_<form>``.
    """

    _name = "bank.credit.bureau"
    _description = "Credit Bureau"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    adapter = fields.Selection(
        selection=[("file", "File"), ("http", "Over HTTP")],
        string="Way of Asking",
        required=True,
        default="file",
    )
    form = fields.Selection(
        selection=[("plain", "Plain XML")],
        string="Form of the Answer",
        required=True,
        default="plain",
    )
    url = fields.Char(
        string="Address",
        help="Its host has to stand in the parameter bank_loan_pipeline.bureau_hosts, "
        "which a system administrator sets.",
    )
    token = fields.Char(string="Key", groups="base.group_system", copy=False)
    timeout = fields.Integer(string="Wait, Seconds", default=10)
    attempts = fields.Integer(default=3)
    fresh_days = fields.Integer(
        string="Not Again Within, Days",
        default=5,
        help="For one application: a younger report of this bureau is used instead of "
        "asking again.",
    )

    _check_limits = models.Constraint(
        "CHECK (timeout BETWEEN 1 AND 30 AND attempts BETWEEN 1 AND 5 "
        "AND fresh_days >= 0)",
        "A bureau is waited for 1 to 30 seconds and tried 1 to 5 times.",
    )
    _check_url = models.Constraint(
        "CHECK (adapter <> 'http' OR url IS NOT NULL)", "Enter the address."
    )

    def _get_logged_config_fields(self):
        return super()._get_logged_config_fields() - {"token"}

    def _read_plain(self, content):
        return read(content)

    def _read(self, content):
        return getattr(self, f"_read_{self.form}")(content)

    # Asking; the caller has checked consent and right

    def _fetch_file(self, _question):
        raise UserError(self.env._("Choose the file with the answer of the bureau."))

    def _fetch_http(self, question):
        """Return the bytes of the answer; FetchError after the last attempt."""
        # key and list of hosts are the system administrator's
        bureau_sudo = self.sudo()
        hosts = self.env["ir.config_parameter"].sudo().get_param(HOSTS) or ""
        allowed = {host.strip() for host in hosts.split(",")}
        if urlsplit(self.url).netloc not in allowed:
            raise UserError(
                self.env._(
                    "The address of “%(bureau)s” is not open. A system administrator "
                    "opens it by the parameter %(parameter)s.",
                    bureau=self.name,
                    parameter=HOSTS,
                )
            )
        headers = {"Accept": "application/xml", "Content-Type": "application/json"}
        if bureau_sudo.token:
            headers["Authorization"] = f"Bearer {bureau_sudo.token}"
        body = json.dumps(question, ensure_ascii=False).encode()
        return self._send_patiently(allowed, headers, body)

    def _send_patiently(self, hosts, headers, body):
        """Try again where the bureau is silent or busy; the question has a number."""

        def ask():
            status, answer = send(
                self.url,
                hosts,
                body=body,
                headers=headers,
                timeout=self.timeout,
                most_bytes=LARGEST,
            )
            check_status(status, (200,))
            return answer

        return try_again(ask, self.attempts)
