# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

BULK = {"auto_reply", "bulk", "junk", "list"}


def is_automatic(message):
    """Tell whether a machine has written a letter: a notice of absence, a list."""
    submitted = (message.get("Auto-Submitted") or "no").strip().lower()
    precedence = (message.get("Precedence") or "").strip().lower()
    return submitted != "no" or precedence in BULK


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _message_route_process(self, message, message_dict, routes):
        """Tell the mailboxes of the bank which letters a machine has written."""
        thread = self.with_context(bank_letter_is_automatic=is_automatic(message))
        return super(MailThread, thread)._message_route_process(
            message, message_dict, routes
        )
