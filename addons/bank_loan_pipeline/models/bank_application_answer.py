# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

APPROVED = ("approved", "approved_conditions")
TELL = {
    True: _lt("The application is approved: tell the client"),
    False: _lt("The application is refused: tell the client"),
}


class BankApplication(models.Model):
    """The answer comes back into the deal: the client is told, a refusal may end it."""

    _inherit = "bank.application"

    def _on_approval_done(self):
        result = super()._on_approval_done()
        for application in self:
            state = application.approval_state
            if state in APPROVED or state == "rejected":
                application._answer_deal(state in APPROVED)
        self._queue_moving_on()
        return result

    def _queue_moving_on(self):
        """Extended: what becomes of an application may open the gate of its deal."""
        super()._queue_moving_on()
        self.sudo().deal_id._queue_moving_on()

    def _answer_deal(self, is_approved):
        # decided by who may decide, who need not read the deal
        deal_sudo = self.sudo().deal_id
        is_closed = not is_approved and deal_sudo.stage_id.closes_on_refusal
        if is_closed and deal_sudo.won_status == "pending":
            reason = self.env.ref("bank_loan_pipeline.crm_lost_reason_refused")
            deal_sudo.action_set_lost(lost_reason_id=reason.id)
        self._plan_telling(is_approved)

    def _plan_telling(self, is_approved):
        """Give the seller a task; in a deal that is closed nothing is planned any more."""
        deal_sudo = self.sudo().deal_id
        document_sudo = deal_sudo if deal_sudo.active else deal_sudo.partner_id
        if seller := deal_sudo.user_id:
            document_sudo.activity_schedule(
                "mail.mail_activity_data_call",
                summary=TELL[is_approved]._translate(seller.lang or "en_US"),
                user_id=seller.id,
            )
