# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class MailingSmsTest(models.TransientModel):
    """A test goes to colleagues: to a client it would be the mailing itself."""

    _inherit = "mailing.sms.test"

    def action_send_sms(self):
        self.ensure_one()
        self.mailing_id.check_access("read")
        numbers = self._get_formatted_numbers()
        if others := numbers - self._find_colleagues(numbers):
            raise UserError(
                self.env._(
                    "A test goes to colleagues only. Take out: %(numbers)s",
                    numbers=", ".join(sorted(others)),
                )
            )
        self.numbers = "\n".join(sorted(numbers))
        # a superuser's look at the machine's own rows: the newest before ours
        texts_sudo = self.env["sms.sms"].sudo()
        last = texts_sudo.search([], order="id desc", limit=1).id or 0
        result = super().action_send_sms()
        sent = [("id", ">", last), ("create_uid", "=", self.env.uid)]
        # stock leaves them waiting, and its scheduler would send them once more
        texts_sudo.search([*sent, ("state", "=", "outgoing")]).unlink()
        return result

    def _get_formatted_numbers(self):
        user = self.env.user
        typed = filter(None, map(str.strip, (self.numbers or "").splitlines()))
        return {user._phone_format(number=number) or number for number in typed}

    def _find_colleagues(self, numbers):
        """Return which of the numbers are colleagues', and no client's beside."""
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.search(
            [
                ("share", "=", False),
                ("partner_id.phone_sanitized", "in", list(numbers)),
            ]
        )
        known = set(users_sudo.mapped("partner_id.phone_sanitized"))
        nobody = self.env["res.partner"]
        typed = list(numbers)
        clients = self.env["sms.sms"]._match_clients([(nobody, one) for one in typed])
        return {
            number
            for number, owners in zip(typed, clients, strict=True)
            if number in known and not owners
        }
