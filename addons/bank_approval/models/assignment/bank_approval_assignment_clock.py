# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.tools import format_date

from odoo.addons.bank_base.tools.clock import NoWorkingTimeError

REGIME = "approval_assignment"


class BankApprovalAssignment(models.Model):
    """Reminders begin some days before the date; past it others hear of it as well.

    As with all terms, a date on a day off means the next working day.
    """

    _inherit = "bank.approval.assignment"

    @api.model
    def _roll_date(self, date, company):
        """Return the date, or the next working day of the company."""
        # the bank's days off are no secret
        calendar_sudo = company.sudo().resource_calendar_id
        if not calendar_sudo:
            return date
        try:
            return calendar_sudo._get_work_calendar().roll(date)
        except NoWorkingTimeError:
            return date

    @api.model
    def _tell_rolled(self, date, company):
        """Return in a sentence that a date moves, or False."""
        rolled = date and self._roll_date(date, company)
        if not rolled or rolled == date:
            return False
        return self.env._(
            "%(date)s is a day off: the term ends on %(rolled)s.",
            date=format_date(self.env, date),
            rolled=format_date(self.env, rolled),
        )

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
