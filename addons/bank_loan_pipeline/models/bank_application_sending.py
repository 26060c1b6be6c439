# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApplication(models.Model):
    """A stage of review sends what comes to it for approval (LOAN-07)."""

    _inherit = "bank.application"

    def _start_stage(self, stage_sudo):
        super()._start_stage(stage_sudo)
        if stage_sudo.is_review and stage_sudo.starts_approval:
            self._send_by_itself()

    def _send_by_itself(self):
        """Send those that are ready; what is missing for the others is told in them.

        They stay on the stage and are sent by the button: who has moved one has passed
        the gate, and what a route lacks is often not his to mend.
        """
        reasons = self._get_sending_reasons()
        ready = self.filtered(lambda application: application.id not in reasons)
        if ready:
            # who moves them may send them; the rows belong to the server
            self.env["bank.approval"].sudo()._start(ready)
        for application in self - ready:
            application.message_post(
                body=self.env._(
                    "Not sent for approval by itself: %(reason)s",
                    reason=reasons[application.id],
                )
            )

    def _get_sending_reasons(self):
        """Return ``{id: reason}``: as the button, a task alone does not let one send."""
        own = self.with_context(bank_own_access=True)._filtered_access("read")
        asked = self.env._("Whoever is asked does not send it himself.")
        reasons = dict.fromkeys((self - own).ids, asked)
        return {**self._get_approval_reasons(), **reasons}
