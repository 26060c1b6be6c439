# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankSmsProvider(models.AbstractModel):
    """Who carries the bank's SMS. An adapter is a model that inherits this one.

    What goes wrong with a message is its result, never an exception: one bad number
    must not hold back the others.
    """

    _name = "bank.sms.provider"
    _description = "SMS Provider (abstract)"

    @api.model
    def _get_adapter(self):
        """Hook: the model that carries SMS now, or nobody."""
        http = self.env["bank.sms.provider.http"]
        return http if http._get_settings() else None

    @api.model
    def _deliver(self, messages):
        """Hand over messages; return one result for each.

        :param list messages: dicts of ``uuid``, ``number``, ``text``
        :return: dicts of ``uuid``, ``state`` (success, refused, server_error,
            no_provider) and ``failure_reason``
        """
        adapter = self._get_adapter()
        if adapter is None:
            reason = self.env._("No SMS provider is set up. Ask the administrator.")
            result = {"state": "no_provider", "failure_reason": reason}
            return [{**result, "uuid": message["uuid"]} for message in messages]
        results, silence = [], None
        for message in messages:
            # who has not answered once would make each of the others wait as long
            result = silence or adapter._carry(message)
            silence = result if result.get("is_silent") else None
            results.append({**result, "uuid": message["uuid"]})
        return results

    @api.model
    def _carry(self, message):
        """Hand over one message; return its ``state`` and ``failure_reason``.

        ``is_silent`` says that the provider cannot be reached at all. The same
        ``uuid`` may come twice and must be sent once.
        """
        raise NotImplementedError
