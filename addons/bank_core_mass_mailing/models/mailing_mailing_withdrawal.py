# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import email_normalize

from odoo.addons.bank_crm_core.tools import contact


class MailingMailing(models.Model):
    """Who unsubscribes withdraws his consent, with the proof, and is left in peace."""

    _inherit = "mailing.mailing"

    @api.model
    def _withdraw_by_link(self, mailing, email, ip_address):
        """Enter what the owner of an address has said on the page of a mailing.

        The controller has checked the link. Called twice it enters nothing new. For a
        mailing that the law requires marketing is what can be refused.

        :return: whether the address is a client's
        """
        found = self._find_clients_by_email([email_normalize(email or "")])
        clients = self.env["res.partner"].sudo().union(*found.values())
        self._withdraw_of(clients, mailing, "email", ip_address)
        return bool(clients)

    @api.model
    def _withdraw_of(self, clients, mailing, code, ip_address):
        """Enter the withdrawal of each client, for the channel of this code."""
        channel = self.env.ref(f"bank_crm_core.bank_channel_{code}")
        purpose = mailing.contact_purpose or "marketing"
        if purpose not in dict(contact.JUDGED):
            purpose = "marketing"
        for client in clients:
            self._withdraw_for(client, mailing, purpose, channel, ip_address)

    @api.model
    def _withdraw_for(self, client, mailing, purpose, channel, ip_address):
        suppressions_sudo = self.env["bank.suppression"].sudo()
        scope = {
            "partner_id": client.id,
            "channel_id": channel.id,
            "purpose": purpose,
            "product_category_id": self._get_refused_topic(mailing, purpose).id,
        }
        same = [(name, "=", value) for name, value in scope.items()]
        domain = [*same, *suppressions_sudo._get_open_domain()]
        if suppressions_sudo.search_count(domain, limit=1):
            return
        said = self.env._("Unsubscribed by the link in a mailing")
        suppressions_sudo.create({**scope, "reason": said})
        if purpose == "marketing":
            self.env["bank.consent"]._enter(
                client,
                purpose="marketing",
                state="withdrawn",
                method="online",
                channel_id=channel.id,
                ip_address=ip_address,
                note=f"{said}: {mailing.subject or ''}".strip(": "),
            )

    @api.model
    def _get_refused_topic(self, mailing, purpose):
        """Of service mailings only the topic is refused: a card's code goes on."""
        topic = mailing.product_category_id
        return topic if purpose == "service" else topic.browse()
