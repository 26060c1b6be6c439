# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import os
from urllib.parse import urlsplit

from odoo import fields, models
from odoo.tools import config

from ..tools import decision_chain
from ..tools.http_send import FetchError, send
from ..tools.retry import check_status

HOSTS = "bank_base.outbox_hosts"
FOLDER = "bank_outbox_dir"
# a system that knows the key already has taken the message before
TAKEN = (200, 201, 202, 204, 409)


class BankOutboxSystem(models.Model):
    """Another system that is told what happens here, and how.

    A way of telling is a value of ``adapter`` and a method ``_send_<adapter>(key,
    body)``: it returns once the system has the message, raises ``FetchError`` where
    it is worth another attempt, ``RefusedError`` where it is not.
    """

    _name = "bank.outbox.system"
    _description = "Receiving System"
    _inherit = ["bank.logged.config.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    active = fields.Boolean(
        default=True, help="Messages for an archived system wait until it is back."
    )
    adapter = fields.Selection(
        selection=[("file", "Files in a Folder"), ("http", "Over HTTP")],
        string="Way of Telling",
        required=True,
        default="file",
        help="The folder is the option bank_outbox_dir of the configuration file.",
    )
    url = fields.Char(
        string="Address",
        help="Its host has to stand in the parameter bank_base.outbox_hosts, which a "
        "system administrator sets.",
    )
    token = fields.Char(string="Key", groups="base.group_system", copy=False)
    timeout = fields.Integer(string="Wait, Seconds", default=10)
    attempts = fields.Integer(
        default=12,
        help="After so many a message stays where it is until somebody presses Retry.",
    )

    _code_uniq = models.UniqueIndex("(code)", "There is a system with this code.")
    _check_limits = models.Constraint(
        "CHECK (timeout BETWEEN 1 AND 30 AND attempts BETWEEN 1 AND 100)",
        "A system is waited for 1 to 30 seconds and tried 1 to 100 times.",
    )
    _check_url = models.Constraint(
        "CHECK (adapter <> 'http' OR url IS NOT NULL)", "Enter the address."
    )

    def _get_logged_config_fields(self):
        return super()._get_logged_config_fields() - {"token"}

    def _deliver(self, key, body):
        """Hand over the bytes of one message; the caller notes what became of it."""
        self.ensure_one()
        getattr(self, f"_send_{self.adapter}")(key, body)

    def _send_file(self, key, body):
        """Lay the message down under a name that is the same at every attempt."""
        folder = config.get(FOLDER)
        if not folder:
            raise FetchError(
                self.env._(
                    "No folder is open: a system administrator names it by the option "
                    "%(option)s of the configuration file.",
                    option=FOLDER,
                )
            )
        path = os.path.join(folder, f"{decision_chain.sha256(key)[:32]}.json")
        try:
            with open(f"{path}.part", "wb") as stream:
                stream.write(body)
                stream.flush()
                os.fsync(stream.fileno())
            # whole or not at all, for whoever picks it up
            os.replace(f"{path}.part", path)
        except OSError as error:
            raise FetchError(str(error)) from error

    def _send_http(self, key, body):
        # key and list of hosts are the system administrator's
        hosts = self.env["ir.config_parameter"].sudo().get_param(HOSTS) or ""
        allowed = {host.strip() for host in hosts.split(",")}
        if urlsplit(self.url).netloc not in allowed:
            raise FetchError(
                self.env._(
                    "The address of “%(system)s” is not open. A system administrator "
                    "opens it by the parameter %(parameter)s.",
                    system=self.name,
                    parameter=HOSTS,
                )
            )
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if token := self.sudo().token:
            headers["Authorization"] = f"Bearer {token}"
        status, _answer = send(
            self.url, allowed, body=body, headers=headers, timeout=self.timeout
        )
        check_status(status, TAKEN)
