# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import datetime, timedelta

import pytz

from odoo import api, fields, models

from .bank_clock import ClockEvent

_logger = logging.getLogger(__name__)
BATCH = 200
RETRY = timedelta(hours=1)


class BankClock(models.Model):
    """Reminders and escalation of running terms."""

    _inherit = "bank.clock"

    @api.model
    def _get_due_events_domain(self, now):
        return [("date_next", "!=", False), ("date_next", "<=", now)]

    @api.model
    def _cron_watch(self):
        """Tell about every mark that has passed; a failing clock stops no other."""
        domain = self._get_due_events_domain(fields.Datetime.now())
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(domain))
        while clocks := self.search(domain, order="date_next, id", limit=BATCH):
            clocks = clocks.try_lock_for_update()
            clocks._watch()
            if not clocks or not progress(len(clocks)):
                break

    def _watch(self):
        """Handle these clocks together, and one by one if that fails."""
        if self._try_to_fire():
            return
        for clock in self:
            if not clock._try_to_fire():
                clock.date_next = fields.Datetime.now() + RETRY

    def _try_to_fire(self):
        try:
            with self.env.cr.savepoint():
                self._fire(self._pass_marks())
                self.env.flush_all()
        except Exception:
            self.env.invalidate_all()
            if len(self) == 1:
                _logger.exception(
                    "Clock %s on %s,%s cannot tell what happened; trying again in %s",
                    *(self.id, self.res_model, self.res_id, RETRY),
                )
            return False
        return True

    def _pass_marks(self):
        """Move clocks behind the marks that have passed; return one event each."""
        now, events = fields.Datetime.now(), []
        for clock in self:
            marks = [datetime.fromisoformat(mark) for mark in clock.marks]
            passed = sum(mark <= now for mark in marks)
            is_late = passed == len(marks)
            clock.write(
                {
                    "marks_passed": passed,
                    "date_next": False if is_late else marks[passed],
                    "state": "late" if is_late else clock.state,
                }
            )
            fraction = 1.0 if is_late else clock.fractions[passed - 1]
            events.append(ClockEvent("late" if is_late else "warning", clock, fraction))
        return events

    # ------------------------------------------------------------
    # Telling
    # ------------------------------------------------------------

    def _fire(self, events):
        """Give every event to its document, then plan the reminders in one go."""
        values = []
        for model_name in dict.fromkeys(self.mapped("res_model")):
            documents = self.env[model_name].browse(
                [e.clock.res_id for e in events if e.clock.res_model == model_name]
            )
            known = {document.id: document for document in documents.exists()}
            for event in events:
                document = known.get(event.clock.res_id)
                if event.clock.res_model != model_name or not document:
                    continue
                if hasattr(document, "_on_clock_event"):
                    document._on_clock_event(event)
                if activity := self._prepare_activity_values(document, event):
                    values.append(activity)
        self.env["mail.activity"].create(values)

    def _prepare_activity_values(self, document, event):
        """Hook: values of the reminder, or None where nobody can be told."""
        user = self._get_user_to_tell(document, event)
        if "activity_ids" not in document._fields or not user:
            return None
        regime = event.clock.regime_id
        kind = regime.activity_type_id or self.env.ref("mail.mail_activity_data_todo")
        zone = pytz.timezone(event.clock.calendar_id.tz)
        due = pytz.utc.localize(event.clock.date_due).astimezone(zone)
        return {
            "res_model_id": self.env["ir.model"]._get_id(document._name),
            "res_id": document.id,
            "user_id": user.id,
            "activity_type_id": kind.id,
            "date_deadline": due.date(),
            "summary": event.clock._get_summary(event, user.lang),
        }

    def _get_summary(self, event, lang):
        clock = self.with_context(lang=lang)
        if event.kind == "late":
            return clock.env._("Late: %(term)s", term=clock.regime_id.name)
        return clock.env._(
            "%(percent)s %% of the term has passed: %(term)s",
            percent=round(event.fraction * 100),
            term=clock.regime_id.name,
        )

    def _get_user_to_tell(self, document, event):
        """Hook: who is reminded, and who when it is late."""
        if event.kind == "late" and (user := event.clock.regime_id.escalation_user_id):
            return user
        if hasattr(document, "_get_clock_user"):
            return document._get_clock_user(event)
        return document.user_id if "user_id" in document._fields else None
