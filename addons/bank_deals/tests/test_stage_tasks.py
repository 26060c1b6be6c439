# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestStageTasks(DealCommon):
    """What a process plans: calls and meetings as well, in sight of the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kinds = ("call", "meeting")
        plan = cls.env["mail.activity.plan"].create(
            {
                "name": "Get to know him",
                "res_model": "crm.lead",
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": cls.env.ref(
                                f"mail.mail_activity_data_{kind}"
                            ).id,
                            "responsible_type": "manager",
                            "delay_from": "after_plan_date",
                            "delay_count": days,
                        }
                    )
                    for days, kind in enumerate(kinds)
                ],
            }
        )
        plan.action_publish()
        cls.preliminary.activity_plan_id = plan
        cls.deal = cls._create_deal()
        cls.deal.action_next_stage()
        cls.call, cls.meeting = cls.deal.activity_ids.sorted("date_deadline")

    def test_a_stage_plans_a_call_and_a_meeting(self):
        tasks = self.call | self.meeting
        kinds = tasks.mapped(lambda task: task.activity_type_id.category)
        self.assertEqual(kinds, ["phonecall", "meeting"])
        self.assertEqual(tasks.user_id, self.manager)

    def test_the_meeting_gets_its_place_in_the_calendar(self):
        meeting = self.meeting.with_user(self.manager).with_context(
            default_res_model="crm.lead", default_res_id=self.deal.id
        )
        action = meeting.action_create_calendar_event()
        start = datetime.combine(fields.Date.today(), datetime.min.time())
        start += timedelta(days=5, hours=9)
        event = (
            self.env["calendar.event"]
            .with_user(self.manager)
            .with_context(action["context"])
            .create(
                {
                    "name": "At the client's",
                    "start": start,
                    "stop": start + timedelta(hours=1),
                }
            )
        )
        self.assertEqual(event.activity_ids, self.meeting)
        self.assertEqual((event.res_model, event.res_id), ("crm.lead", self.deal.id))
        self.assertEqual(self.meeting.date_deadline, start.date())

    def _find_work(self, user):
        """Return the tasks of the deal on the list *Work of My People*."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.mail_activity_action_people"
        )
        tasks = self.env["mail.activity"].with_user(user)
        domain = literal_eval(action["domain"])
        domain += [("res_model", "=", "crm.lead"), ("res_id", "=", self.deal.id)]
        return tasks.with_context(active_test=False).search(domain)

    def test_the_head_sees_what_the_process_has_given_and_what_was_late(self):
        self.assertEqual(self._find_work(self.head), self.call | self.meeting)
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            self.call.with_user(self.manager).action_feedback("He was away")
            self.env.flush_all()
        self.env.invalidate_all()
        done = self._find_work(self.head).filtered(lambda task: not task.active)
        self.assertEqual(done, self.call)
        self.assertTrue(done.is_done_late)
        self.assertFalse(self._find_work(self.manager))
        self.assertFalse(self._find_work(self.stranger))
