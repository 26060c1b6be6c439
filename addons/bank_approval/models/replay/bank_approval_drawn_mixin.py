# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

TRIAL_MONTHS = 6


class BankApprovalDrawnMixin(models.AbstractModel):
    """A draft is tried on past requests before it comes into force.

    The trial is that of all processes (``bank.process.mixin``): here it looks back on
    requests, not on what is in work today. Where nothing was sent in six months there
    is nothing to try it on, and the form says so.
    """

    _inherit = "bank.approval.drawn.mixin"

    @api.model
    def _get_past_domain(self, months=TRIAL_MONTHS):
        """Hook: return the domain of the requests on which a draft is tried."""
        since = fields.Datetime.subtract(fields.Datetime.now(), months=months)
        return Domain("date_requested", ">=", since)

    def _has_past(self):
        """Tell whether something was sent that a trial can look back on."""
        self.ensure_one()
        approvals_sudo = self.env["bank.approval"].sudo()
        return bool(approvals_sudo.search(self._get_past_domain(), limit=1))

    def _get_gate_checks(self):
        return self.env["bank.check"]  # steps and limits have no gates

    def _get_trial_blocker(self):
        blocker = super()._get_trial_blocker()
        if not blocker or not self._has_past():
            return False
        if self.trial_hash:
            return blocker
        return self.env._(
            "Try this version on the requests of the last six months and look at the "
            "result first."
        )

    def _render_trial(self):
        if not self._trial_needed or self.state == "published" or not self._origin.id:
            return False
        is_tried = bool(self._origin.trial_hash)
        if not is_tried and self._has_past():
            return False
        values = {
            "version": self,
            "is_tried": is_tried,
            "is_fresh": is_tried and self._is_tried(),
            "result": self.trial_result or {},
        }
        return self.env["ir.qweb"]._render("bank_approval.trial", values)

    def action_try_out(self):
        """A draft of a route or of limits is tried on past requests."""
        return self.action_replay() if self._trial_needed else super().action_try_out()

    def action_replay(self):
        """Show what this draft would have made of the requests of six months."""
        self.ensure_one()
        self.check_access("write")
        return self.env["bank.approval.replay"]._open_for(self)
