# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon
from odoo.addons.mail.tests.common import MailCommon


class MailingCommon(BankCoreCommon, MailCommon):
    """A marketer of the branch, three clients with addresses, no hours for e-mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_crm_core.group_crm_marketer"
        cls.marketer = cls._create_user("marketer", group, cls.branch)
        cls.marketer.email = "marketer@bank.example.com"
        cls.client.email = "petr@example.com"
        cls.colleague_client.email = "anna@example.com"
        cls.other_client.email = "other@example.com"
        cls.clients = cls.client | cls.colleague_client | cls.other_client
        for client in cls.clients:
            cls._consent(client)
        cls.partner_model = cls.env["ir.model"]._get("res.partner")

    @classmethod
    def _consent(cls, client, state="given", **values):
        cls.env["bank.consent"]._enter(
            client,
            **{
                "purpose": "marketing",
                "state": state,
                "method": "phone",
                "recording": "R",
                **values,
            },
        )

    def _suppress(self, client, **values):
        return self.env["bank.suppression"].create(
            {"partner_id": client.id, "reason": "Lawsuit", **values}
        )

    def _create_mailing(self, user=None, **values):
        if "segment_id" not in values:
            values = {
                "mailing_model_id": self.partner_model.id,
                "mailing_domain": repr([("id", "in", self.clients.ids)]),
                **values,
            }
        return (
            self.env["mailing.mailing"]
            .with_user(user or self.marketer)
            .create(
                {
                    "subject": "Deposit at 15 %",
                    "body_html": "<p>Come in</p>",
                    **values,
                }
            )
        )

    def _send(self, mailing):
        """Send as the scheduler does; return the addresses that were written to."""
        mailing.action_launch()
        return self._run_queue()

    def _run_queue(self):
        cron = self.env.ref("mass_mailing.ir_cron_mass_mailing_queue")
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            self.env["mail.mail"].search(
                [("state", "=", "outgoing"), ("mailing_id", "!=", False)]
            ).send()
        return sorted(address for mail in self._mails for address in mail["email_to"])

    def _traces(self, mailing):
        return {
            trace.client_id: trace
            for trace in self.env["mailing.trace"].search(
                [("mass_mailing_id", "=", mailing.id)]
            )
        }
