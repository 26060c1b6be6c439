# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.bank_crm_core.models.contact.mail_message import ContactPurpose


class MailingMailing(models.Model):
    """Mass SMS ask the gate as mailings do, by number instead of by address."""

    _inherit = "mailing.mailing"

    # ------------------------------------------------------------ asking
    def _get_gate_channel(self):
        return "sms" if self.mailing_type == "sms" else super()._get_gate_channel()

    def _match_recipients(self, res_ids):
        """A number reaches whoever has it, on whichever card it was found."""
        if self.mailing_type != "sms":
            return super()._match_recipients(res_ids)
        # whom it goes to was found with the sight of the sender
        records_sudo = self.env[self.mailing_model_real].sudo().browse(res_ids)
        found = records_sudo._sms_get_recipients_info()
        pairs = [
            (info["partner"], info["sanitized"] or info["number"])
            for info in map(found.get, res_ids)
        ]
        return self.env["sms.sms"]._match_clients(pairs)

    @api.model
    def _get_addresses(self, records):
        if self.mailing_type != "sms":
            return super()._get_addresses(records)
        return {
            key: info["sanitized"]
            for key, info in records._sms_get_recipients_info().items()
        }

    @api.model
    def _get_gate_labels(self):
        labels = super()._get_gate_labels()
        if self.mailing_type == "sms":
            labels["address"] = self.env._("No number for SMS")
        return labels

    # ------------------------------------------------------------ sending
    def _action_send_mail(self, res_ids=None):
        """Ask before the stock sending of SMS, in whichever order addons are loaded."""
        texts = self.filtered(lambda mailing: mailing.mailing_type == "sms")
        for mailing in texts:
            mailing._send_through_gate(res_ids)
        mails = self - texts
        return super(MailingMailing, mails)._action_send_mail(res_ids=res_ids)

    def _do_send(self, res_ids):
        if self.mailing_type == "sms":
            self.action_send_sms(res_ids=res_ids)
        else:
            super()._do_send(res_ids)

    def action_send_sms(self, res_ids=None):
        """Send past nobody: only what the gate has been asked about goes on."""
        decided = self.env.context.get("bank_contact_purpose")
        # an object that no caller can send, see _send_through_gate
        if isinstance(decided, ContactPurpose):
            return super().action_send_sms(res_ids=res_ids)
        return self._action_send_mail(res_ids=res_ids)

    def _send_sms_get_composer_values(self, res_ids):
        values = super()._send_sms_get_composer_values(res_ids)
        return {**values, "contact_purpose": self.contact_purpose}

    def _prepare_held_trace(self, res_id, reason, address):
        values = super()._prepare_held_trace(res_id, reason, address)
        if self.mailing_type == "sms":
            values.update(email=False, sms_number=address or False)
        return values

    def action_buy_sms_credits(self):
        """Refuse: it would lead to the paid service of the stock product."""
        raise UserError(
            self.env._(
                "SMS leave through the bank's own provider. Set it up in the settings."
            )
        )

    # ------------------------------------------------------------ withdrawing
    @api.model
    def _withdraw_by_sms(self, trace, ip_address):
        """Enter what the owner of a number has said on the page of an SMS.

        The controller has checked the link and the number.

        :return: whether the number is a client's
        """
        nobody = self.env["res.partner"]
        (clients,) = self.env["sms.sms"]._match_clients([(nobody, trace.sms_number)])
        self._withdraw_of(clients, trace.mass_mailing_id, "sms", ip_address)
        return bool(clients)
