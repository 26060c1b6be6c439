# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from odoo import fields, models
from odoo.exceptions import UserError

DEFAULT_TYPE = "mail.mail_activity_data_todo"


class CrmLead(models.Model):
    """The next step of a deal, and its task planned with one press."""

    _inherit = "crm.lead"

    def action_plan_next_step(self):
        """Plan for each deal what comes next, for whoever presses it."""
        self.check_access("write")
        if self.filtered(lambda deal: deal.won_status != "pending"):
            raise UserError(self.env._("The deal is closed: nothing is planned in it."))
        failures = self._find_next_failures()
        deadline = self._get_next_working_day()
        for deal in self:
            found = failures.get(deal.id, [])
            kind = deal._find_missing_task(found) or self.env.ref(DEFAULT_TYPE)
            deal.activity_schedule(
                activity_type_id=kind.id,
                summary=deal._say_next_step(found),
                user_id=self.env.uid,
                date_deadline=deadline,
            )

    def _say_next_step(self, failures):
        """Return in a sentence what is to be done next."""
        if failures:
            return failures[0]["remedy"] or failures[0]["reason"]
        following = self._get_next_stage().sudo()
        if not following:
            return self.stage_id.sudo().hint or ""
        return self.env._("Move on to the stage “%(stage)s”", stage=following.name)

    def _find_missing_task(self, failures):
        """Return the kind of task that the gate waits for, if it waits for one."""
        checks = self.env["bank.check"].sudo()
        checks = checks.browse(failure["check_id"] for failure in failures)
        kinds = checks.filtered(lambda check: check.kind == "activities")
        waiting = kinds.activity_type_ids
        # with the server's rights, as the gate has looked
        known = self.sudo().with_context(active_test=False).activity_ids
        return (waiting - known.activity_type_id)[:1] or waiting[:1]

    def _get_next_working_day(self):
        start = fields.Date.context_today(self) + timedelta(days=1)
        calendar = self.env.company.resource_calendar_id
        if not calendar:
            return start
        end = calendar.plan_days(
            1, datetime.combine(start, time.min), compute_leaves=True
        )
        return end.date() if end else start
