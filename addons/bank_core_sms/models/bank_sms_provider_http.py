# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

import requests

from odoo import api, models

_logger = logging.getLogger(__name__)

ACCEPTED = ("accepted", "sent")
REASON_LENGTH = 200


class BankSmsProviderHttp(models.AbstractModel):
    """Hands each SMS to a gateway of the bank's choice: a POST of JSON."""

    _name = "bank.sms.provider.http"
    _inherit = "bank.sms.provider"
    _description = "SMS Provider over HTTP (abstract)"

    @api.model
    def _get_settings(self):
        """Return where and how to post, or None when it is not set up."""
        # what only the system administrator may read, and set
        parameters = self.env["ir.config_parameter"].sudo()
        url = (parameters.get_param("bank_core_sms.url") or "").strip()
        if not url.startswith(("https://", "http://")):
            return None
        return {
            "url": url,
            "token": parameters.get_param("bank_core_sms.token") or "",
            "timeout": int(parameters.get_param("bank_core_sms.timeout") or 10),
        }

    @api.model
    def _carry(self, message):
        try:
            response = self._post(message, self._get_settings())
        except requests.RequestException as error:
            _logger.info("SMS %s: %s", message["uuid"], type(error).__name__)
            reason = self.env._("The SMS provider does not answer.")
            return {
                "state": "server_error",
                "failure_reason": reason,
                "is_silent": True,
            }
        return self._read_answer(response)

    @api.model
    def _post(self, message, settings):
        headers = {"Idempotency-Key": message["uuid"]}
        if settings["token"]:
            headers["Authorization"] = f"Bearer {settings['token']}"
        return requests.post(
            settings["url"],
            json={
                "id": message["uuid"],
                "to": message["number"],
                "text": message["text"],
            },
            headers=headers,
            timeout=settings["timeout"],
            # a redirection would carry text and token to who was not chosen
            allow_redirects=False,
        )

    @api.model
    def _read_answer(self, response):
        try:
            answer = response.json()
        except ValueError:
            answer = None
        answer = answer if isinstance(answer, dict) else {}
        if response.ok and answer.get("status") in ACCEPTED:
            return {"state": "success"}
        if answer.get("status") == "refused" or 400 <= response.status_code < 500:
            said = str(answer.get("reason") or response.status_code)[:REASON_LENGTH]
            reason = self.env._("The SMS provider has refused: %(reason)s", reason=said)
            return {"state": "refused", "failure_reason": reason}
        reason = self.env._(
            "The SMS provider has given no answer that is understood (%(code)s).",
            code=response.status_code,
        )
        return {"state": "server_error", "failure_reason": reason}
