# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailMail(models.Model):
    """Letters with offers: the gate hears of which product, the offer what became."""

    _inherit = "mail.mail"

    def _get_contact_topic(self):
        if offer := self._get_offer():
            return offer.product_id
        return super()._get_contact_topic()

    def _get_offer(self):
        offers_sudo = self.env["bank.offer"].sudo()
        if self.model != "bank.offer" or not self.res_id:
            return offers_sudo
        return offers_sudo.browse(self.res_id).exists()

    def _take_out(self, typed, blockers):
        super()._take_out(typed, blockers)
        if self.state == "cancel" and (offer := self._get_offer()):
            offer._note_letter("held", self.failure_reason)

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # before super: it deletes mails that are not to be kept
        for mail_sudo in self.sudo():
            if offer := mail_sudo._get_offer():
                is_sent = not failure_type and (success_pids or success_emails)
                reason = failure_reason or self._say_failure(failure_type)
                offer._note_letter(
                    "sent" if is_sent else "failed", not is_sent and reason
                )
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )

    def _say_failure(self, failure_type):
        labels = self._fields["failure_type"]._description_selection(self.env)
        return dict(labels).get(failure_type, failure_type or False)
