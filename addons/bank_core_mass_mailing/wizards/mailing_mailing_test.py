# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, email_split


class MailingMailingTest(models.TransientModel):
    """A test goes to colleagues: to a client it would be the mailing itself."""

    _inherit = "mailing.mailing.test"

    def send_mail_test(self):
        self.ensure_one()
        addresses = {
            email_normalize(address)
            for line in (self.email_to or "").splitlines()
            for address in email_split(line)[:1]
        }
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.search(
            [
                ("share", "=", False),
                ("partner_id.email_normalized", "in", list(addresses)),
            ]
        )
        # nothing is said of clients: only that it is no colleague's
        others = addresses - set(users_sudo.mapped("partner_id.email_normalized"))
        if others:
            raise UserError(
                self.env._(
                    "A test goes to colleagues only. Take out: %(addresses)s",
                    addresses=", ".join(sorted(filter(None, others))),
                )
            )
        return super().send_mail_test()
