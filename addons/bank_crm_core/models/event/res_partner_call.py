# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models

from ...tools import contact

REMINDER = "calendar.alarm_notif_1"
# {what is planned: (type of the task, hours that it takes)}
PLANNED = {
    "call": ("mail.mail_activity_data_call", 0.5),
    "meeting": ("mail.mail_activity_data_meeting", 1),
}


class ResPartner(models.Model):
    """A call or meeting that was agreed: a task, and an hour with a reminder."""

    _inherit = "res.partner"

    def _plan_contact(self, subject, day, hour=0.0, kind="call"):
        """Plan the next call or meeting of the user who asks, by the client's clock.

        The caller has checked that the user may read the client.
        """
        # an operator may not change the card, and plans a task on it all the same
        task_sudo = self.sudo().activity_schedule(
            PLANNED[kind][0],
            date_deadline=day,
            summary=subject,
            user_id=self.env.uid,
        )
        if hour:
            task_sudo.calendar_event_id = self._plan_hour(subject, day, hour, kind)
        return task_sudo.sudo(False)

    def _get_call_moment(self, day, hour):
        """Return the moment in UTC of an hour by the client's clock."""
        zone = ZoneInfo(self.sudo()._get_contact_zone())
        local = datetime.combine(day, time()) + timedelta(minutes=round(hour % 24 * 60))
        return local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)

    def _plan_hour(self, subject, day, hour, kind):
        """An event of the user alone: others are told neither the client nor why."""
        start = self._get_call_moment(day, hour)
        values = {"client": self.name, "subject": subject}
        names = {
            "call": self.env._("Call %(client)s: %(subject)s", **values),
            "meeting": self.env._("Meeting with %(client)s: %(subject)s", **values),
        }
        events = self.env["calendar.event"].with_context(no_mail_to_attendees=True)
        return events.create(
            {
                "name": names[kind],
                "start": start,
                "stop": start + timedelta(hours=PLANNED[kind][1]),
                "user_id": self.env.uid,
                "partner_ids": [fields.Command.set(self.env.user.partner_id.ids)],
                "privacy": "private",
                "alarm_ids": [fields.Command.set(self.env.ref(REMINDER).ids)],
            }
        )

    def _get_call_warning(self, day, hour):
        """Return why the client is better not called at that hour, or False."""
        policies_sudo = self.env["bank.contact.policy"].sudo()
        policy = policies_sudo.search(
            [("channel_id.code", "=", "phone"), ("purpose", "=", "service")], limit=1
        )
        local = datetime.combine(day, time()) + timedelta(minutes=round(hour % 24 * 60))
        hours, weekend_hours = self.sudo()._get_contact_hours(policy)
        if not policy or contact.is_open(local, hours, weekend_hours):
            return False
        start, end = weekend_hours if local.weekday() >= contact.SATURDAY else hours
        return self.env._(
            "The client is called from %(start)s to %(end)s by his clock.",
            start=contact.clock(start),
            end=contact.clock(end),
        )
