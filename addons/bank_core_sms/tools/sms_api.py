# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.addons.sms.tools.sms_api import SmsApiBase


class SmsApiBank(SmsApiBase):
    """Hands SMS to the bank's own provider; the stock paid service is never asked."""

    PROVIDER_TO_SMS_FAILURE_TYPE = SmsApiBase.PROVIDER_TO_SMS_FAILURE_TYPE | {
        "no_provider": "bank_no_provider",
        "refused": "bank_refused",
    }

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        return self.env["bank.sms.provider"]._deliver(
            [
                {
                    "uuid": number["uuid"],
                    "number": number["number"],
                    "text": message["content"],
                }
                for message in messages
                for number in message["numbers"]
            ]
        )
