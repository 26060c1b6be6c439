# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .plan_common import PlanCommon

READER = "bank_crm_core.group_crm_client_reader"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")  # a Tuesday
class TestPlanQueue(PlanCommon):
    """An item of a plan may wait in a queue until somebody of it takes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lawyer = cls._create_user("lawyer", READER, cls.other_branch)
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Lawyers",
                "member_ids": [Command.create({"user_id": cls.lawyer.id})],
            }
        )

    def _create_for_queue(self, **values):
        check = {
            "summary": "Check the papers",
            "delay_count": 2,
            "responsible_type": "queue",
            "queue_id": self.queue.id,
            "note": "<p>All of them</p>",
            **values,
        }
        return self._create_template(check, {"summary": "Call", "delay_count": 5})

    def _begin_for_queue(self, **values):
        plan = self._begin(self._create_for_queue(**values))
        item = plan.item_ids.filtered("queue_id")
        return plan, item, item.sudo().request_ids

    def test_it_waits_in_the_queue_and_is_done_by_who_takes_it(self):
        plan, item, request = self._begin_for_queue()
        self.assertEqual((item.state, item.user_id.id), ("open", False))
        self.assertEqual(
            (request.queue_id, request.subject, request.note, request.date_due),
            (self.queue, "Check the papers", "All of them", date(2026, 3, 5)),
        )
        self.assertEqual(request.requester_id, self.manager)
        self.assertFalse(item.activity_ids)
        taken = self.env["bank.request"].with_user(self.lawyer).action_take_next()
        self.assertEqual(taken["res_id"], self.client.id)
        self.assertEqual(item.user_id, self.lawyer)
        # he reads the client as with any request, for as long as he works on it
        self.assertTrue(self.client.with_user(self.lawyer).has_access("read"))
        task = self.env["mail.activity"].search([("request_id", "=", request.id)])
        task.with_user(self.lawyer).action_feedback("All in order")
        self.assertEqual((item.state, item.outcome), ("done", "All in order"))
        self.assertEqual((request.state, plan.progress), ("done", 50))
        self.assertFalse(self.client.with_user(self.lawyer).has_access("read"))

    def test_put_back_it_waits_again(self):
        _plan, item, request = self._begin_for_queue()
        request.with_user(self.lawyer).action_take()
        request.with_user(self.lawyer).action_put_back()
        self.assertEqual((item.state, item.user_id.id), ("open", False))
        self.assertEqual(request.state, "new")

    def test_what_the_plan_drops_is_withdrawn_from_the_queue(self):
        plan, item, request = self._begin_for_queue()
        request.with_user(self.lawyer).action_take()
        plan._stop("Has left")
        self.assertEqual((item.state, request.state), ("cancelled", "cancelled"))
        self.assertFalse(self.client.with_user(self.lawyer).has_access("read"))
        _plan, item, request = self._begin_for_queue()
        item.with_user(self.manager).action_done()
        self.assertEqual((item.state, request.state), ("done", "cancelled"))

    def test_taken_back_it_is_dropped_from_the_plan(self):
        plan, item, request = self._begin_for_queue()
        request.with_user(self.manager).action_cancel()
        self.assertEqual(item.state, "cancelled")
        plan.item_ids.filtered(lambda row: row.state == "open").action_done()
        self.assertEqual(plan.state, "done")

    def test_an_answer_does_not_stand_for_a_paper(self):
        kind = self.env["bank.document.type"].create(
            {"name": "Statement of Income", "code": "t_income"}
        )
        slot = self.env["bank.document.slot"].create(
            {
                "type_id": kind.id,
                "model_id": self.env["ir.model"]._get_id("res.partner"),
            }
        )
        _plan, item, request = self._begin_for_queue(slot_id=slot.id)
        request.with_user(self.lawyer).action_take()
        task = self.env["mail.activity"].search([("request_id", "=", request.id)])
        with self.assertRaisesRegex(UserError, "paper"):
            task.with_user(self.lawyer).action_feedback("He promised")
        self.assertEqual((item.state, request.state), ("open", "taken"))

    def test_a_queue_that_does_not_serve_the_branch_fails_and_stops_nothing(self):
        self.queue.branch_id = self.other_branch
        plan, item, _request = self._begin_for_queue()
        self.assertEqual(item.state, "failed")
        self.assertIn("serves another branch", item.problem)
        self.assertEqual(
            plan.item_ids.filtered(lambda i: i.name == "Call").state, "open"
        )
        self.queue.branch_id = False
        item.action_retry()
        self.assertEqual((item.state, len(item.sudo().request_ids)), ("open", 1))
        self.queue.active = False
        _plan, item, _request = self._begin_for_queue()
        self.assertIn("is closed", item.problem)

    def test_who_leads_it_lends_no_more_than_he_reads(self):
        """Who has lost the client by then asks no department about him."""
        self._create_rule(self._create_for_queue())
        plans = self.env["bank.action.plan"]
        template = self._create_for_queue()
        plan = plans._start(template, self.client, user=self.stranger)
        item = plan.item_ids.filtered("queue_id")
        self.assertEqual(item.state, "failed")
        self.assertFalse(item.sudo().request_ids)

    def test_a_queue_is_named_and_seen_before_the_start(self):
        with self.assertRaises(ValidationError):
            self._create_for_queue(queue_id=False)
        dialog = self.env["bank.action.plan.begin"].with_user(self.manager)
        dialog = dialog.create(
            {
                "res_model": "res.partner",
                "res_id": self.client.id,
                "plan_id": self._create_for_queue().id,
            }
        )
        self.assertIn("Lawyers", dialog.preview)

    def test_a_request_is_not_put_onto_an_item_by_hand(self):
        _plan, item, request = self._begin_for_queue()
        values = {
            "subject": "Mine",
            "queue_id": self.queue.id,
            "res_model": "res.partner",
            "res_id": self.client.id,
            "plan_item_id": item.id,
        }
        requests = self.env["bank.request"].with_user(self.manager)
        with self.assertRaises(AccessError):
            call_kw(requests, "create", [[values]], {})
        values.pop("plan_item_id")
        with self.assertRaises(AccessError):
            requests.with_context(default_plan_item_id=item.id).create(values)
        with self.assertRaises(AccessError):
            call_kw(requests, "write", [request.ids, {"plan_item_id": False}], {})
