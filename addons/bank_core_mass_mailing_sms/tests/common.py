# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.addons.bank_core_mass_mailing.tests.common import MailingCommon
from odoo.addons.bank_core_sms.tests.common import SmsCommon

PETR = "+79161234567"
ANNA = "+79167654321"
OTHER = "+79165550011"


class MassSmsCommon(SmsCommon, MailingCommon):
    """A marketer with SMS to send, and a gateway on this machine that takes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients.country_id = cls.env.ref("base.ru")
        cls.client.phone = PETR
        cls.colleague_client.phone = "8 (916) 765-43-21"
        cls.other_client.phone = OTHER
        cls.env.company.country_id = cls.env.ref("base.ru")

    def _create_mailing(self, user=None, **values):
        values = {
            "mailing_type": "sms",
            "body_plaintext": "Deposit at 15 %",
            "sms_allow_unsubscribe": False,
            **values,
        }
        return super()._create_mailing(user, **values)

    def _send(self, mailing):
        """Send as the buttons and the schedulers do; return the numbers reached."""
        mailing.action_put_in_queue()
        return self._run_queue()

    def _run_queue(self):
        with self.enter_registry_test_mode():
            for cron in (
                "mass_mailing.ir_cron_mass_mailing_queue",
                "sms.ir_cron_sms_scheduler_action",
            ):
                self.env.ref(cron).method_direct_trigger()
        return sorted(body["to"] for _headers, body in self.gateway.taken)
