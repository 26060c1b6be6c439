# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.bank_crm_core.models.contact.mail_message import ContactPurpose


class MailComposeMessage(models.TransientModel):
    """What a mailing sends goes under the mailing's purpose, past who is left out.

    The mailing asks the gate before it composes; a composer that merely names a
    mailing is marketing, and what it sends is held back where the gate says so.
    """

    _inherit = "mail.compose.message"

    def _is_of_mailing(self):
        return self.composition_mode == "mass_mail" and bool(
            self.mass_mailing_id or self.mass_mailing_name
        )

    @api.depends("template_id", "mass_mailing_id", "mass_mailing_name")
    def _compute_contact_purpose(self):
        super()._compute_contact_purpose()
        decided = self.env.context.get("bank_contact_purpose")
        is_decided = isinstance(decided, ContactPurpose)
        for composer in self.filtered(lambda one: one._is_of_mailing()):
            composer.contact_purpose = str(decided) if is_decided else "marketing"

    def _check_contacts(self):
        of_mailing = self.filtered(lambda one: one._is_of_mailing())
        # whatever was typed into the field
        of_mailing._compute_contact_purpose()
        for composer in of_mailing:
            composer._check_purpose()
        return super(MailComposeMessage, self - of_mailing)._check_contacts()

    def _check_purpose(self):
        decided = self.env.context.get("bank_contact_purpose")
        if self._is_of_mailing() and isinstance(decided, ContactPurpose):
            # decided by the mailing, which has asked who sends it
            return None
        return super()._check_purpose()
