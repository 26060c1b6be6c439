# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestRequest(BankCoreCommon):
    """Work given to others: asked of a department, followed, told when done or late."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lawyer = cls._create_user(
            "lawyer", "bank_crm_core.group_crm_client_reader", cls.other_branch
        )
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Lawyers",
                "member_ids": [Command.create({"user_id": cls.lawyer.id})],
            }
        )

    def _ask(self, user=None, document=None, **values):
        document = document or self.client
        return (
            self.env["bank.request"]
            .with_user(user or self.manager)
            .create(
                {
                    "subject": "Check the contract",
                    "queue_id": self.queue.id,
                    "res_model": document._name,
                    "res_id": document.id,
                    "date_due": "2026-03-05",
                    **values,
                }
            )
        )

    def _told(self, user):
        return self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids)], order="id"
        )

    def test_the_department_gets_it_and_reads_the_client_while_it_works(self):
        request = self._ask().with_user(self.lawyer)
        self.assertIn("Check the contract", self._told(self.lawyer).body)
        self.assertNotIn(self.client.name, self._told(self.lawyer).body)
        client = self.client.with_user(self.lawyer)
        self.assertFalse(client.has_access("read"))
        request.action_take()
        self.assertTrue(client.has_access("read"))
        task = self.client.activity_ids
        self.assertEqual((task.user_id, task.create_uid), (self.lawyer, self.manager))
        task.with_user(self.lawyer).action_feedback("Clause 4 is void")
        self.assertEqual((request.state, request.answer), ("done", "Clause 4 is void"))
        self.assertFalse(client.has_access("read"))
        self.assertIn("Clause 4 is void", self._told(self.manager).body)

    def test_a_request_on_an_agreement(self):
        agreement = self._create_agreement()
        request = self._ask(document=agreement)
        self.assertEqual(request.branch_id, self.branch)
        request.with_user(self.lawyer).action_take()
        self.assertTrue(agreement.with_user(self.lawyer).has_access("read"))

    def test_who_asked_takes_it_back(self):
        request = self._ask()
        request.with_user(self.lawyer).action_take()
        with self.assertRaises(AccessError):
            request.with_user(self.lawyer).action_cancel()
        request.action_cancel()
        self.assertFalse(self.client.activity_ids)
        with self.assertRaises(UserError):
            request.with_user(self.lawyer).action_take()

    def test_late_is_told_once_to_who_gave_it(self):
        self._ask()
        self.client.with_user(self.manager).activity_schedule(
            TODO, date_deadline=date(2026, 3, 4), user_id=self.colleague.id, summary="X"
        )
        self.client.with_user(self.manager).activity_schedule(
            TODO, date_deadline=date(2026, 3, 4), user_id=self.manager.id
        )
        tell = self.env["mail.activity"]._cron_tell_late
        before = len(self._told(self.manager))
        tell(date(2026, 3, 4))
        self.assertEqual(len(self._told(self.manager)), before)
        for _run in range(2):
            tell(date(2026, 3, 6))
        told = self._told(self.manager)[before:]
        self.assertEqual(len(told), 2)
        bodies = " ".join(told.mapped("body"))
        self.assertIn("X", bodies)
        self.assertIn("Lawyers", bodies)

    def test_done_is_told_to_who_gave_it_only(self):
        task = self.client.with_user(self.head).activity_schedule(
            TODO, user_id=self.manager.id, summary="Call"
        )
        task.with_user(self.manager).action_feedback("Called")
        self.assertIn("Called", self._told(self.head).body)
        own = self.client.with_user(self.manager).activity_schedule(
            TODO, user_id=self.manager.id
        )
        before = len(self._told(self.manager))
        own.action_feedback()
        self.assertEqual(len(self._told(self.manager)), before)

    def test_head_follows_the_work_of_his_people(self):
        todo = self.client.with_user(self.manager).activity_schedule(
            TODO, date_deadline=date(2026, 3, 1), user_id=self.manager.id
        )
        todo.action_feedback("Done at last")
        open_task = self.client.with_user(self.manager).activity_schedule(
            TODO, user_id=self.colleague.id
        )
        foreign = self.other_client.with_user(self.stranger).activity_schedule(
            TODO, user_id=self.stranger.id
        )
        tasks = self.env["mail.activity"].with_context(active_test=False)
        domain = [
            ("is_my_people", "=", True),
            ("id", "in", (todo | open_task | foreign).ids),
        ]
        found = tasks.with_user(self.head).search(domain)
        self.assertEqual(found, todo | open_task)
        self.assertEqual(found.filtered("is_done_late"), todo)
        self.assertEqual(todo.with_user(self.head).feedback, "Done at last")
        self.assertFalse(tasks.with_user(self.manager).search(domain))

    def test_colleagues_comment_on_it(self):
        request = self._ask()
        taken = request.with_user(self.lawyer)
        taken.action_take()
        comment = taken.message_post(
            body="Send the annex",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertIn("Send the annex", request.last_comment)
        self.assertIn(self.manager.partner_id, comment.sudo().notified_partner_ids)
        # they stand on the client's card, for who may read the request
        action = self.client.with_user(self.manager).action_open_requests()
        found = request.search(action["domain"])
        self.assertEqual(found.last_comment, "Send the annex")
        action = self.client.with_user(self.colleague).action_open_requests()
        requests = self.env["bank.request"].with_user(self.colleague)
        self.assertFalse(requests.search(action["domain"]))
        with self.assertRaises(AccessError):
            request.with_user(self.colleague).message_post(body="X")
        # who has put it back hears no more of it
        taken.action_put_back()
        request.message_post(body="Later", message_type="comment")
        self.assertNotIn(
            self.lawyer.partner_id,
            request.message_partner_ids | self.env.user.partner_id,
        )

    def test_the_buttons_open_the_form_of_the_document(self):
        agreement = self._create_agreement()
        for document in (self.client, agreement):
            action = document.with_user(self.manager).action_ask_department()
            self.assertEqual(
                action["context"],
                {
                    "default_res_model": document._name,
                    "default_res_id": document.id,
                },
            )
        with self.assertRaises(AccessError):
            agreement.with_user(self.stranger).action_ask_department()

    def test_a_list_without_open_complaints(self):
        topics = self.env["bank.request.topic"]
        complaint = topics.create({"name": "Grievance", "code": "t_complaint"})
        other = topics.create({"name": "Other", "code": "t_other"})
        self._ask(topic_id=complaint.id)
        self._ask(
            document=self._create_agreement(self.colleague_client), topic_id=other.id
        )
        analyst = self._create_user(
            "analyst", "bank_crm_core.group_crm_analyst", self.region
        )
        source = self.env["bank.segment.source"].with_user(analyst)
        clients = self.env["res.partner"].with_user(analyst)
        both = self.client | self.colleague_client

        def find(topic, negated):
            domain = source._get_request({"topic_ids": topic.ids})
            return both & clients.search(~domain if negated else domain)

        self.assertEqual(find(complaint, False), self.client)
        self.assertEqual(find(complaint, True), self.colleague_client)
        self.assertEqual(find(topics, False), both)
        with self.assertRaises(AccessError):
            self.env["bank.request"].with_user(analyst).search(
                [("partner_id", "=", self.client.id)]
            )
        self.env["bank.request"].search([("topic_id", "=", complaint.id)]).with_user(
            self.lawyer
        ).action_take()
        self.client.activity_ids.with_user(self.lawyer).action_feedback("Settled")
        self.assertFalse(find(complaint, False))

    def test_an_auditor_reads_every_request_and_writes_none(self):
        request = self._ask().with_user(self.auditor)
        self.assertEqual(request.subject, "Check the contract")
        with self.assertRaises(AccessError):
            request.write({"subject": "Nothing"})
        with self.assertRaises(AccessError):
            request.action_take()

    def test_a_right_in_the_access_list_does_not_rewrite_a_request(self):
        request = self._ask()
        self.env["ir.model.access"].create(
            {
                "name": "loose",
                "model_id": self.env["ir.model"]._get_id("bank.request"),
                "group_id": self.env.ref("bank_base.group_bank_user").id,
                "perm_read": True,
                "perm_write": True,
            }
        )
        for values in ({"subject": "Other"}, {"requester_id": self.colleague.id}):
            with self.assertRaisesRegex(AccessError, "take it back"):
                request.with_user(self.manager).with_context(lang="en_US").write(values)

    def test_requests_are_not_forged(self):
        with self.assertRaises(AccessError):
            self._ask(document=self.other_client)
        with self.assertRaises(AccessError):
            self._ask(user=self.lawyer)
        request = self._ask(requester_id=self.head.id, user_id=self.head.id)
        self.assertEqual(request.requester_id, self.manager)
        self.assertFalse(request.user_id)
        for user in (self.manager, self.lawyer, self.administrator):
            with self.assertRaises(AccessError):
                call_kw(
                    request.browse().with_user(user),
                    "write",
                    [request.ids, {"res_id": self.other_client.id}],
                    {},
                )
        with self.assertRaises(AccessError):
            request.with_user(self.colleague).action_take()
        with self.assertRaises(UserError):
            self._ask(document=self.queue)
        # what a task has lent is not passed on
        self.client.activity_schedule(TODO, user_id=self.stranger.id)
        with self.assertRaises(AccessError):
            self._ask(user=self.stranger)

    def test_a_task_is_not_put_onto_a_request_by_hand(self):
        request = self._ask()
        request.with_user(self.lawyer).action_take()
        tasks = self.env["mail.activity"].with_user(self.manager)
        values = {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.client.id,
            "activity_type_id": self.env.ref(TODO).id,
        }
        forged = tasks.create({**values, "request_id": request.id})
        forged |= tasks.with_context(default_request_id=request.id).create(values)
        self.assertFalse(forged.sudo().request_id)
        with self.assertRaises(AccessError):
            forged.write({"request_id": request.id})
        forged.action_feedback("Done by somebody else")
        self.assertEqual(request.state, "taken")
