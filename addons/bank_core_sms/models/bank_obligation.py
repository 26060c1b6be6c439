# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankObligation(models.Model):
    """Notices by SMS, for who prefers them or has no e-mail address."""

    _inherit = "bank.obligation"

    def _get_notice_channels(self):
        channels = super()._get_notice_channels()
        client = self.partner_id
        if not self.kind_id.sms_template_id or not client._get_contact_number():
            return channels
        is_preferred = client.notice_channel == "sms"
        return ["sms", *channels] if is_preferred else [*channels, "sms"]

    def _get_no_address(self):
        if self.kind_id.sms_template_id:
            return self.env._("The client has neither an e-mail address nor a phone.")
        return super()._get_no_address()

    def _send_notice_sms(self):
        """Queue it: it asks the gate once more when it leaves."""
        self.ensure_one()
        client, template = self.partner_id, self.kind_id.sms_template_id
        body = template._render_field("body", self.ids, compute_lang=True)[self.id]
        self.env["sms.sms"].create(
            {
                "partner_id": client.id,
                "number": client._get_contact_number(),
                "body": body,
            }
        )
