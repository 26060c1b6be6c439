# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

# it is being decided on, or has been
SENT = ("pending", "approved", "approved_conditions")


class BankApplication(models.Model):
    """A stage of review sends what comes to it for approval (LOAN-07)."""

    _inherit = "bank.application"

    def _start_stage(self, stage_sudo):
        super()._start_stage(stage_sudo)
        if stage_sudo.is_review and stage_sudo.starts_approval:
            self.filtered(lambda row: row.approval_state not in SENT)._send_by_itself()

    def _send_by_itself(self):
        """Send those that are ready, as the button does; the others say what is missing.

        They stay on the stage and are sent by the button: who has moved one has passed
        the gate, and what a route lacks is often not his to mend.
        """
        # who has it by a task alone reads it and does not send it
        own = self.with_context(bank_own_access=True)._filtered_access("write").ids
        asked = self.env._("Whoever is asked does not send it himself.")
        reasons = {row.id: asked for row in self if row.id not in own}
        mine = self.filtered(lambda row: row.id not in reasons)
        mine._sync_exceptions()
        reasons |= mine._get_approval_reasons()
        if ready := mine.filtered(lambda row: row.id not in reasons):
            ready.action_request_approval()
        for application in self - ready:
            application.message_post(
                body=self.env._(
                    "Not sent for approval by itself: %(reason)s",
                    reason=reasons[application.id],
                )
            )
