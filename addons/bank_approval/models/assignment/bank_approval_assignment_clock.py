# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from odoo import models

REGIME = "approval_assignment"


class BankApprovalAssignment(models.Model):
    """Reminders begin some days before the date; past it others hear of it as well."""

    _inherit = "bank.approval.assignment"

    def _start_term(self):
        """The term ends on the date that was given, whatever its length."""
        regime = self._get_clock_regime(REGIME)
        self._stop_clock(REGIME)
        ahead = timedelta(days=regime.amount)
        moments = {
            row.id: datetime.combine(row.date_due - ahead, time(12)) for row in self
        }
        self._start_clock(REGIME, moments)

    def _on_clock_event(self, event):
        users = self.user_id | self.co_user_ids
        if event.kind == "late":
            users |= self.controller_id | event.clock.regime_id.escalation_user_id
        for user in users:
            own = self.with_context(lang=user.lang or self.env.lang)
            own._notify(user, own._get_clock_subject(event))

    def _get_clock_subject(self, event):
        if event.kind == "late":
            return self.env._("Late: an assignment of %(name)s", name=self.user_id.name)
        return self.env._("The date of an assignment is near")
