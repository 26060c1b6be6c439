# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.bank_deals.models.mailbox.mail_thread import is_automatic


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _message_route_process(self, message, message_dict, routes):
        """Tell the traces of mailings which letters a machine has written."""
        # this addon is loaded after stock's mailings, so that they know it by now
        thread = self.with_context(bank_reply_is_automatic=is_automatic(message))
        return super(MailThread, thread)._message_route_process(
            message, message_dict, routes
        )
