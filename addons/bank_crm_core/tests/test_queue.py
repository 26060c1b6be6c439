# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.base.models.ir_cron import IrCron

from ..models.queue import bank_queue_push
from .common import BankCoreCommon

READER = "bank_crm_core.group_crm_client_reader"


class QueueCommon(BankCoreCommon):
    """Two lawyers and who leads them, and requests to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lawyer = cls._create_user("lawyer", READER, cls.other_branch)
        cls.second = cls._create_user("second", READER, cls.other_branch)
        cls.lead = cls._create_user("lead", READER, cls.other_branch)
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Lawyers",
                "lead_ids": [Command.set(cls.lead.ids)],
                "member_ids": [
                    Command.create({"user_id": user.id, "capacity": 2})
                    for user in (cls.lawyer, cls.second)
                ],
            }
        )

    @classmethod
    def _ask(cls, subject="Check", **values):
        requests = cls.env["bank.request"].with_user(cls.manager)
        return requests.create(
            {
                "subject": subject,
                "queue_id": cls.queue.id,
                "res_model": "res.partner",
                "res_id": cls.client.id,
                "date_due": "2026-03-05",
                **values,
            }
        )

    def _held(self, user):
        return self.env["bank.request"].search(
            [("user_id", "=", user.id), ("state", "=", "taken")]
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestQueue(QueueCommon):
    """What waits in a queue: who takes it, how much, and who gets what is handed out."""

    def _push(self, time_left=1.0):
        with patch.object(IrCron, "_commit_progress", return_value=time_left):
            self.env["bank.queue"]._cron_push()

    def test_who_has_taken_it_opens_the_card_without_what_is_behind_the_wall(self):
        self._create_agreement()
        self._ask().with_user(self.lawyer).action_take()
        self.env.invalidate_all()
        lists = {"card_agreement_ids": {"fields": {"number": {}}}}
        for user, count in ((self.lawyer, 0), (self.manager, 1)):
            [card] = self.client.with_user(user).web_read({"name": {}, **lists})
            self.assertEqual(len(card["card_agreement_ids"]), count)

    # ------------------------------------------------------------ load
    def test_the_load_says_who_holds_how_much_and_opens_it(self):
        first, _waiting = self._ask("First"), self._ask("Second")
        first.with_user(self.lawyer).action_take()
        queue = self.queue.with_user(self.lead)
        self.assertEqual((queue.waiting_count, queue.held_count), (1, 1))
        names = (self.lawyer | self.second).mapped("name")
        self.assertEqual(queue.load, f"{names[0]}: 1 of 2\n{names[1]}: 0 of 2")
        # a lead who works in no queue is offered nothing to take
        self.assertFalse(queue.is_worked)
        self.assertTrue(self.queue.with_user(self.second).is_worked)
        # what stands in it is opened, not a list of another kind that is empty
        self.assertEqual(queue.action_open_documents()["res_model"], "bank.request")

    def test_the_load_of_colleagues_is_not_for_everybody(self):
        self.assertFalse(self.queue.with_user(self.manager).load)

    def test_an_absent_employee_is_marked_in_the_load(self):
        self.queue.member_ids[0].is_away = True
        lines = self.queue.with_user(self.lead).load.split("\n")
        self.assertEqual([line.endswith(", away") for line in lines], [True, False])

    # ------------------------------------------------------------ pull
    def test_next_is_what_is_due_first(self):
        self._ask("Later", date_due="2026-03-09")
        first = self._ask("First", date_due="2026-03-04")
        requests = self.env["bank.request"].with_user(self.lawyer)
        action = requests.action_take_next()
        self.assertEqual(first.user_id, self.lawyer)
        # he works on the card that he reads by the task
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("res.partner", self.client.id)
        )

    def test_nobody_outside_takes(self):
        request = self._ask()
        for user in (self.lead, self.head):
            with self.assertRaises(AccessError):
                request.with_user(user).action_take()
        requests = self.env["bank.request"].with_user(self.colleague)
        self.assertEqual(requests.action_take_next()["type"], "ir.actions.client")
        self.assertEqual(
            self.queue.with_user(self.colleague).action_take_next()["type"],
            "ir.actions.client",
        )
        self.assertEqual(request.state, "new")

    def test_nobody_takes_over_his_capacity(self):
        requests = self._ask() | self._ask() | self._ask()
        with self.assertRaises(AccessError):
            requests.with_user(self.lawyer).action_take()
        self.assertFalse(self._held(self.lawyer))
        requests[:2].with_user(self.lawyer).action_take()
        lawyers = self.env["bank.request"].with_user(self.lawyer)
        self.assertEqual(lawyers.action_take_next()["type"], "ir.actions.client")
        self.assertEqual(requests[2].state, "new")

    def test_put_back_takes_the_card_away(self):
        request = self._ask()
        request.with_user(self.lawyer).action_take()
        client = self.client.with_user(self.lawyer)
        self.assertTrue(client.has_access("read"))
        with self.assertRaises(AccessError):
            request.with_user(self.second).action_put_back()
        request.with_user(self.lawyer).action_put_back()
        self.assertFalse(client.has_access("read"))
        self.assertEqual((request.state, request.user_id.id), ("new", False))

    def test_handed_over_within_the_queue_only(self):
        request = self._ask()
        request.with_user(self.lawyer).action_take()
        dialogs = self.env["bank.queue.hand.over"]
        values = {"res_model": request._name, "res_id": request.id}
        outside = dialogs.with_user(self.lawyer).create(
            {**values, "user_id": self.colleague.id}
        )
        with self.assertRaises(UserError):
            outside.action_hand_over()
        foreign = dialogs.with_user(self.second).create(
            {**values, "queue_id": self.queue.id, "user_id": self.second.id}
        )
        with self.assertRaises(AccessError):
            foreign.action_hand_over()
        dialogs.with_user(self.lead).create(
            {**values, "user_id": self.second.id}
        ).action_hand_over()
        self.assertEqual(self._held(self.second), request)
        self.assertEqual(self.client.activity_ids.user_id, self.second)
        self.assertFalse(self.client.with_user(self.lawyer).has_access("read"))

    def test_handed_over_to_another_queue(self):
        other = self.queue.create({"name": "Accountants"})
        request = self._ask()
        request.with_user(self.lawyer).action_take()
        self.env["bank.queue.hand.over"].with_user(self.lawyer).create(
            {"res_model": request._name, "res_id": request.id, "queue_id": other.id}
        ).action_hand_over()
        self.assertEqual((request.queue_id, request.state), (other, "new"))
        self.assertFalse(request.with_user(self.second).has_access("read"))

    def test_a_queue_of_a_branch_serves_it_only(self):
        self.queue.branch_id = self.other_branch
        with self.assertRaises(UserError):
            self._ask()
        self.queue.branch_id = self.region
        self.assertEqual(self._ask().state, "new")

    def test_term_in_working_days(self):
        self.assertEqual(self.queue._get_due_date(date(2026, 3, 6)), date(2026, 3, 8))
        self.queue.calendar_id = self.env["resource.calendar"].create(
            {"name": "Week", "tz": "Europe/Moscow"}
        )
        self.assertEqual(self.queue._get_due_date(date(2026, 3, 6)), date(2026, 3, 10))

    # ------------------------------------------------------------ push
    def test_handed_out_by_the_least_load_within_capacity(self):
        self.queue.mode = "push"
        self.queue.member_ids[0].capacity = 4
        requests = self.env["bank.request"].concat(*(self._ask() for _n in range(8)))
        self._push()
        self.assertEqual(len(self._held(self.lawyer)), 4)
        self.assertEqual(len(self._held(self.second)), 2)
        self.assertEqual(len(requests.filtered(lambda row: row.state == "new")), 2)
        self.client.activity_ids.filtered(lambda task: task.user_id == self.second)[
            0
        ].with_user(self.second).action_feedback("Done")
        self._push()
        self.assertEqual(len(self._held(self.second)), 2)

    def test_nobody_takes_from_a_queue_that_hands_out(self):
        self.queue.mode = "push"
        request = self._ask()
        with self.assertRaises(AccessError):
            request.with_user(self.lawyer).action_take()
        lawyers = self.env["bank.request"].with_user(self.lawyer)
        self.assertEqual(lawyers.action_take_next()["type"], "ir.actions.client")

    def test_absent_people_get_nothing(self):
        self.queue.mode = "push"
        third = self._create_user("third", READER, self.other_branch)
        fourth = self._create_user("fourth", READER, self.other_branch)
        self.queue.member_ids = [
            Command.create({"user_id": user.id}) for user in (third, fourth)
        ]
        self.queue.member_ids[0].with_user(self.lawyer).action_toggle_away()
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": self.env["resource.resource"]
                .create({"name": "Second", "user_id": self.second.id})
                .id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-10 00:00:00",
            }
        )
        self.env["bank.delegation"].with_user(third).create(
            {
                "from_user_id": third.id,
                "to_user_id": self.lawyer.id,
                "act": "any",
                "date_start": "2026-03-01",
                "date_end": "2026-03-10",
                "reason": "Leave",
            }
        ).action_activate()
        request = self._ask()
        self._push()
        self.assertEqual(request.user_id, fourth)
        with self.assertRaises(AccessError):
            self.queue.member_ids[0].with_user(self.second).action_toggle_away()

    def test_what_cannot_be_given_is_listed_and_stops_nobody(self):
        self.queue.mode = "push"
        wrong, good = self._ask("Wrong"), self._ask("Good")
        take = type(wrong)._do_take

        def fail(rows, user):
            take(rows, user)
            if rows == wrong:
                raise ValueError("no luck")

        with (
            patch.object(type(wrong), "_do_take", fail),
            self.assertLogs(bank_queue_push.__name__, "WARNING"),
        ):
            self._push()
        self.assertEqual(wrong.state, "new")
        self.assertIn("log of the server", wrong.queue_problem)
        self.assertEqual(good.state, "taken")
        # the next run tries again
        self._push()
        self.assertEqual((wrong.state, wrong.queue_problem), ("taken", False))

    def test_a_run_that_is_cut_off_is_gone_on_with(self):
        self.queue.mode = "push"
        self.queue.member_ids[0].capacity = 9
        for _n in range(5):
            self._ask()
        path = "odoo.addons.bank_crm_core.models.queue.bank_queue_push.SLICE"
        with patch(path, 2):
            self._push(time_left=0.0)
        waiting = [("state", "=", "new"), ("queue_id", "=", self.queue.id)]
        self.assertEqual(self.env["bank.request"].search_count(waiting), 3)
        with patch(path, 2):
            self._push()
        self.assertFalse(self.env["bank.request"].search_count(waiting))
        self.assertEqual(len(self.client.activity_ids), 5)

    # ------------------------------------------------------------ views of it
    def test_figures_are_those_of_who_looks(self):
        self._ask(date_due="2026-03-01")
        self._ask().with_user(self.lawyer).action_take()
        for user in (self.lawyer, self.lead, self.head):
            queue = self.queue.with_user(user)
            self.assertEqual(
                (queue.waiting_count, queue.held_count, queue.late_count), (1, 1, 1)
            )
            self.assertEqual(queue.is_mine, user != self.head)
        stranger = self.queue.with_user(self.stranger)
        self.assertEqual((stranger.waiting_count, stranger.held_count), (0, 0))
        mine = self.env["bank.queue"].with_user(self.lead)
        self.assertIn(self.queue, mine.search([("is_mine", "=", True)]))

    def test_what_callers_cannot_set(self):
        request = self._ask(
            addressee_ids=[Command.set(self.colleague.ids)],
            user_id=self.colleague.id,
            queue_problem="x",
        )
        self.assertFalse(request.addressee_ids or request.user_id)
        self.assertFalse(request.queue_problem)

    def test_a_change_of_a_queue_is_a_decision(self):
        decisions = self.env["bank.decision"].sudo()
        before = decisions.search_count([("kind", "=", "config")])
        self.queue.with_user(self.administrator).mode = "push"
        self.queue.member_ids[0].with_user(self.administrator).capacity = 5
        self.queue.member_ids[0].with_user(self.lawyer).action_toggle_away()
        self.assertEqual(decisions.search_count([("kind", "=", "config")]), before + 2)
