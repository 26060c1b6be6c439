# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _get_contact_topic(self):
        topic = self.mailing_id.sudo().product_category_id
        return topic or super()._get_contact_topic()

    def _take_out(self, typed, blockers):
        super()._take_out(typed, blockers)
        if self.failure_type == "bank_gate":
            # whoever reads traces is told as well: no message is left to tell him
            self.mailing_trace_ids.sudo().write(
                {
                    "trace_status": "cancel",
                    "failure_type": "bank_gate",
                    "failure_reason": self.failure_reason,
                }
            )
