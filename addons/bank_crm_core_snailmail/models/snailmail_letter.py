# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

SERVICE = "snailmail"


class SnailmailLetter(models.Model):
    """A letter leaves for the paid service only where that was opened."""

    _inherit = "snailmail.letter"

    def _snailmail_print(self, immediate=True):
        services = self.env["bank.outside.service"]
        if services._is_open(SERVICE):
            return super()._snailmail_print(immediate=immediate)
        return self._note_closed(services._get_closed_reason(SERVICE))

    def _snailmail_print_valid_address(self):
        self.env["bank.outside.service"]._check_open(SERVICE)
        return super()._snailmail_print_valid_address()

    def _note_closed(self, reason):
        """Say it on the letter and in the chatter; nothing is tried again by itself."""
        self.write(
            {"state": "error", "error_code": "UNKNOWN_ERROR", "info_msg": reason}
        )
        # whoever may send the letter is told what has become of it
        self.notification_ids.sudo().write(
            {
                "notification_status": "exception",
                "failure_type": "sn_error",
                "failure_reason": reason,
            }
        )
        self.message_id._notify_message_notification_update()
