# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from odoo import models
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

# one confirmation is enough for the decisions of some minutes of one session
FRESH_SECONDS = 300
KEY = "bank_second_factor"


class BankApprovalTask(models.Model):
    """A decision that counts only when its maker has just proved who he is."""

    _inherit = "bank.approval.task"

    def _needs_second_factor(self):
        asks = self.sudo().step_id.asks_second_factor and self.kind == "vote"
        return asks and not self._has_second_factor()

    def _has_second_factor(self):
        """Return whether the code was given in this session, by this user, just now."""
        if not request:
            return False
        uid, moment = request.session.get(KEY) or (None, 0)
        return uid == self.env.uid and moment > time.time() - FRESH_SECONDS

    def _repeat(self):
        """What was said without a code is no answer where one is asked for."""
        earlier = self.repeat_step_id.asks_second_factor
        if earlier or not self.step_id.asks_second_factor:
            super()._repeat()

    def _get_state_blocker(self, decision, conditions):
        if self._needs_second_factor():
            return self.env._(
                "Confirm it with the code of your authenticator: open the decision from "
                "your list."
            )
        return super()._get_state_blocker(decision, conditions)

    def _confirm_second_factor(self, code):
        """Check a code; return why it is not accepted, or False.

        A wrong code is no exception: the attempt has to be counted.
        """
        user = self.env.user
        if not user.totp_enabled:
            raise UserError(
                self.env._(
                    "Set up two-factor sign-in in your preferences: this decision is "
                    "confirmed with its code."
                )
            )
        digits = (code or "").replace(" ", "")
        if not digits.isdecimal():
            return self.env._("Enter the six digits of your authenticator.")
        try:
            user._check_credentials({"type": "totp", "token": int(digits)}, {})
        except AccessDenied as error:
            return str(error)
        request.session[KEY] = [user.id, time.time()]
        return False
