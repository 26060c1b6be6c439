# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestPlanner(BankCoreCommon):
    """One's own tasks and schedule, on the stock calendar and activities."""

    def _note(self, **values):
        dialogs = self.env["bank.interaction.note"].with_user(self.manager)
        return dialogs.create(
            {
                "partner_id": self.client.id,
                "subject": "Deposit",
                "date_next": date(2026, 3, 5),
                **values,
            }
        )

    def _get_event(self):
        return self.env["calendar.event"].search(
            [("user_id", "=", self.manager.id)], limit=1
        )

    def _find(self, name, user):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"bank_crm_core.{name}")
        model = self.env[action["res_model"]].with_user(user)
        domain = action["domain"].replace("uid", str(user.id))
        return model.search(literal_eval(domain))

    def test_an_employee_plans_his_own_work(self):
        """On his own client and for himself, and moves it to another day."""
        task = self.client.with_user(self.manager).activity_schedule(
            TODO, date_deadline=date(2026, 3, 4), user_id=self.manager.id
        )
        task.write({"date_deadline": date(2026, 3, 6)})
        mine = self._find("mail_activity_action_mine", self.manager)
        self.assertIn(task, mine)
        self.assertNotIn(task, self._find("mail_activity_action_mine", self.colleague))

    def test_everybody_sees_his_own_schedule(self):
        event = (
            self.env["calendar.event"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Meeting",
                    "start": datetime(2026, 3, 5, 9),
                    "stop": datetime(2026, 3, 5, 10),
                    "partner_ids": [(6, 0, self.manager.partner_id.ids)],
                }
            )
        )
        name = "calendar_event_action_schedule"
        self.assertIn(event, self._find(name, self.manager))
        self.assertNotIn(event, self._find(name, self.colleague))

    def test_a_reminder_to_call_back_by_the_clients_clock(self):
        self.client.tz = "Asia/Vladivostok"  # ten hours ahead of UTC
        self._note(hour_next=14.5).action_save()
        task = self.client.activity_ids
        event = self._get_event()
        self.assertEqual(event.start, datetime(2026, 3, 5, 4, 30))
        self.assertEqual(task.calendar_event_id, event)
        self.assertEqual(task.date_deadline, date(2026, 3, 5))
        self.assertEqual(event.alarm_ids.alarm_type, "notification")

    def test_a_meeting_is_planned_and_stands_in_the_schedule(self):
        self._note(kind_next="meeting", hour_next=20).action_save()
        task, event = self.client.activity_ids, self._get_event()
        meeting = self.env.ref("mail.mail_activity_data_meeting")
        self.assertEqual(task.activity_type_id, meeting)
        self.assertEqual(task.calendar_event_id, event)
        self.assertEqual(event.stop - event.start, timedelta(hours=1))
        self.assertIn(event, self._find("calendar_event_action_schedule", self.manager))
        # stock would write an invitation to whoever takes part
        self.assertEqual(event.partner_ids, self.manager.partner_id)
        # the hours are for calls: when to meet was agreed with him
        note = self._note(kind_next="meeting", hour_next=23)
        self.assertFalse(note.next_warning)
        note.kind_next = "call"
        self.assertTrue(note.next_warning)

    def test_a_reminder_tells_others_nothing(self):
        self._note(hour_next=12).action_save()
        event = self._get_event()
        self.env.invalidate_all()
        seen = event.with_user(self.colleague).read(["name", "display_name"])
        self.assertNotIn(self.client.name, str(seen))

    def test_without_an_hour_there_is_a_task_only(self):
        self._note().action_save()
        self.assertEqual(len(self.client.activity_ids), 1)
        self.assertFalse(self._get_event())

    def test_hours_at_which_the_client_is_not_called_are_told(self):
        self.client.write({"contact_hour_from": 10, "contact_hour_to": 18})
        self.assertIn("10:00", self._note(hour_next=20).next_warning)
        self.assertFalse(self._note(hour_next=12).next_warning)
        # without an hour nothing is said, not even a nought
        self.assertFalse(self._note(hour_next=0).next_warning)


@tagged("post_install", "-at_install")
class TestReminder(BankCoreCommon):
    def test_the_reminder_pops_up(self):
        """Stock asks the database for the time: nothing can be frozen here."""
        soon = datetime.now(UTC) + timedelta(minutes=14)
        zone = "Europe/Moscow" if soon.hour < 20 else "Asia/Vladivostok"
        self.client.tz = zone
        local = soon.astimezone(ZoneInfo(zone))
        self.client.with_user(self.manager)._plan_contact(
            "Deposit", local.date(), local.hour + local.minute / 60
        )
        alarms = self.env["calendar.alarm_manager"].with_user(self.manager)
        event = self.client.activity_ids.calendar_event_id
        found = [alarm["event_id"] for alarm in alarms.get_next_notif()]
        self.assertIn(event.id, found)
