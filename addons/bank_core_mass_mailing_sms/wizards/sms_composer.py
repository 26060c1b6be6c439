# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.bank_crm_core.models.contact.mail_message import ContactPurpose


class SmsComposer(models.TransientModel):
    """What a mailing sends goes under its purpose; who merely names one advertises."""

    _inherit = "sms.composer"

    def _get_contact_topic(self):
        topic = self.mailing_id.sudo().product_category_id
        return topic or super()._get_contact_topic()

    def _action_send_sms(self):
        decided = self.env.context.get("bank_contact_purpose")
        if self.mailing_id:
            is_decided = isinstance(decided, ContactPurpose)
            self.contact_purpose = str(decided) if is_decided else "marketing"
        return super()._action_send_sms()

    def _prepare_mass_sms_values(self, records):
        """Say on the trace what is said on the SMS, whichever of them is made first."""
        result = super()._prepare_mass_sms_values(records)
        for values in result.values():
            if values.get("failure_type") != "bank_gate":
                continue
            for command in values.get("mailing_trace_ids", ()):
                command[2].update(
                    trace_status="cancel",
                    failure_type="bank_gate",
                    failure_reason=values["failure_reason"],
                )
        return result
