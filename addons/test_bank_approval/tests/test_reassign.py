# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .authority_common import AuthorityCommon
from .common import ApprovalCommon

GUARD = "bank_crm_core.group_crm_security_officer"


@tagged("post_install", "-at_install")
class TestReassign(ApprovalCommon):
    """Who has left holds nothing up; who takes his place is no choice of anybody's."""

    def _vacant(self):
        """Return a loan that waits for a lawyer who works here no more."""
        loan = self._sent()
        self.lawyer.sudo().active = False
        return loan, self._left_task(loan)

    def _left_task(self, loan):
        tasks = loan.sudo().approval_id.open_task_ids
        return tasks.filtered(lambda task: task.user_id == self.lawyer).sudo(False)

    def _name_successor(self, *users):
        """Put a version into force that names others on the lawyer's step."""
        draft = self.route.browse(self.route.action_new_version()["res_id"])
        draft.step_ids[0].user_ids = self.env["res.users"].union(*users)
        draft.action_publish()

    def test_the_head_asks_whom_the_version_in_force_names(self):
        loan, task = self._vacant()
        self._name_successor(self.expert)
        task.with_user(self.head).action_reassign(self.expert, "He has left.")
        self.assertEqual((task.state, task.comment), ("delegated", "He has left."))
        heir = self._task(loan, self.expert)
        self.assertEqual((heir.parent_id, heir.date_due), (task, task.date_due))
        self.assertTrue(loan.with_user(self.expert).has_access("read"))
        row = self.env["bank.decision"].sudo().search(
            [("kind", "=", "approval_task"), ("res_id", "=", loan.id)],
            order="id desc", limit=1,
        )  # fmt: skip
        payload = json.loads(row.payload)
        self.assertEqual(row.actor_id, self.head.id)
        self.assertEqual(
            (payload["act"], payload["asked"], payload["to"]),
            ("reassigned", self.lawyer.id, self.expert.id),
        )
        self._decide(loan, self.expert)
        self.assertEqual(self._states(loan)["Lawyer"], "approved")

    def test_a_colleague_with_the_role_takes_over_in_the_next_round_as_well(self):
        self.guard2.sudo().active = False
        loan = self._sent()
        third = self._user("guard3", self.office, GUARD)
        self.guard.sudo().active = False
        tasks = loan.sudo().approval_id.open_task_ids
        task = tasks.filtered(lambda row: row.user_id == self.guard)
        task.with_user(self.head).action_reassign(third, "He has left.")
        self._decide(loan, third, "return")
        loan.approval_id.action_resubmit()
        self.assertIn(third, loan.sudo().approval_id.open_task_ids.user_id)

    def test_nobody_is_asked_whom_the_route_could_not_ask(self):
        _loan, task = self._vacant()
        far = self._user(
            "far", self.env["bank.branch"].create({"name": "F", "code": "F"})
        )
        self._name_successor(self.expert, far, self.manager)
        of_head = task.with_user(self.head)
        gone = self._user("gone", self.office, GUARD)
        gone.active = False
        for user in (
            self.manager,  # has begun it, though the version names him
            self.boss2,  # sits on another step
            self.guard,  # has a role that this step does not ask for
            gone,
            self.head,  # himself
        ):
            with self.subTest(user.login), self.assertRaises(UserError):
                of_head.action_reassign(user, "He has left.")
        for value in (self.expert.ids, [], "1", None, self.expert | far):
            with self.subTest(value), self.assertRaises(UserError):
                of_head.action_reassign(value, "He has left.")
        for reason in ("", "  ", None, 5):
            with self.subTest(reason), self.assertRaises(UserError):
                of_head.action_reassign(self.expert, reason)
        self.assertEqual(task.state, "open")

    def test_nobody_else_does_it(self):
        loan, task = self._vacant()
        self._name_successor(self.expert)
        far = self.env["bank.branch"].create({"name": "Far", "code": "T-F"})
        far.head_id = self._user("far_head", far)
        for user in (
            self.manager, self.guard, self.boss1, self.expert, self.drafter,
            self.auditor, far.head_id,
        ):  # fmt: skip
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).action_reassign(self.expert, "He has left.")
            with self.subTest(user.login), self.assertRaises(UserError):
                loan.sudo().approval_id.with_user(user).action_open_reassign()
        # whoever has begun it does not choose, though he heads the branch
        self.branch.head_id = self.manager
        with self.assertRaises(AccessError):
            task.with_user(self.manager).action_reassign(self.expert, "He has left.")
        # nor does who decides on the very step
        self.office.head_id = self.guard
        seen = loan.sudo().approval_id.with_user(self.guard)
        self.assertTrue(seen.can_reassign)
        guards = loan.sudo().approval_id.open_task_ids - task
        self.guard2.sudo().active = False
        other = guards.filtered(lambda row: row.user_id == self.guard2)
        with self.assertRaises(AccessError):
            other.with_user(self.guard).action_reassign(self.expert, "He has left.")

    def test_who_can_decide_is_not_replaced(self):
        loan = self._sent()
        self._name_successor(self.expert)
        task = self._task(loan, self.lawyer).with_user(self.head)
        self.assertFalse(loan.sudo().approval_id.with_user(self.head).can_reassign)
        with self.assertRaisesRegex(UserError, "can decide himself"):
            task.action_reassign(self.expert, "He is slow.")
        self._decide(loan, self.lawyer)
        self.lawyer.sudo().active = False
        with self.assertRaisesRegex(UserError, "not asked any more"):
            task.action_reassign(self.expert, "He has left.")

    def test_who_is_away_is_replaced_unless_a_deputy_decides(self):
        loan, other = self._sent(), self._sent()
        self._name_successor(self.expert)
        self._leave(self.lawyer)
        task = self._task(loan, self.lawyer).with_user(self.head)
        task.action_reassign(self.expert, "He is ill.")
        self.assertEqual(self._task(loan, self.expert).state, "open")
        self._deputy(self.lawyer, self.boss1)
        with self.assertRaisesRegex(UserError, "can decide himself"):
            self._task(other, self.lawyer).with_user(self.head).action_reassign(
                self.expert, "He is ill."
            )

    def _leave(self, user):
        calendar = self.env.company.resource_calendar_id
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "calendar_id": calendar.id}
        )
        now = fields.Datetime.now()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "calendar_id": calendar.id,
                "date_from": fields.Datetime.subtract(now, days=1),
                "date_to": fields.Datetime.add(now, days=3),
            }
        )

    # On the screen

    def test_by_the_button_on_the_request(self):
        loan, _task = self._vacant()
        self._name_successor(self.expert)
        approval = loan.sudo().approval_id.with_user(self.head)
        self.assertTrue(approval.can_reassign)
        action = approval.action_open_reassign()
        dialog = self.env[action["res_model"]].with_user(self.head)
        dialog = dialog.browse(action["res_id"])
        self.assertIn("works here no more", dialog.hindrance)
        self.assertEqual(dialog.candidate_ids, self.expert)
        with Form(dialog) as form:
            form.user_id = self.expert
            form.reason = "He has left."
        dialog.action_confirm()
        self.assertEqual(self._task(loan, self.expert).state, "open")
        self.assertFalse(approval.can_reassign)

    def test_by_the_line_of_what_can_be_done(self):
        loan, task = self._vacant()
        self._name_successor(self.expert)
        line = self._line(loan, self.manager)
        self.assertFalse(line.can_do)
        self.assertIn("head", line.name)
        with self.assertRaises(AccessError):
            line.action_do()
        line = self._line(loan, self.head)
        self.assertTrue(line.can_do)
        action = line.action_do()
        self.assertEqual(action["res_model"], "bank.approval.reassign")
        self.assertEqual(task.state, "open", "the dialog asks for the reason first")

    def _line(self, loan, user):
        action = loan.sudo().approval_id.with_user(user).action_open_remedies()
        remedy = self.env["bank.approval.remedy"].with_user(user)
        lines = remedy.browse(action["res_id"]).line_ids
        return lines.filtered(lambda row: row.kind == "reassign")

    def test_the_dialog_tells_nobody_else_who_could_be_asked(self):
        _loan, task = self._vacant()
        self._name_successor(self.expert)
        dialog = self.env["bank.approval.reassign"].with_user(self.manager)
        dialog = dialog.create({"task_id": task.id})
        self.assertFalse(dialog.candidate_ids)
        self.assertFalse(dialog.hindrance)
        dialog.write({"user_id": self.expert.id, "reason": "He has left."})
        with self.assertRaises(AccessError):
            dialog.action_confirm()


@tagged("post_install", "-at_install")
class TestReassignAuthority(AuthorityCommon):
    """Where a limit decides, nobody with a smaller one is asked instead."""

    def test_only_whose_limit_covers_it_takes_the_place(self):
        self.ladder.action_retire()
        route = self._ladder(self.boss1)
        loan = self._sent(partner_id=self.client.id, amount=3000)
        self.boss1.sudo().active = False
        task = loan.sudo().approval_id.open_task_ids.sudo(False)
        top = self._user("top", self.office)
        self.office.head_id = top
        of_top = task.with_user(top)
        self.assertFalse(of_top._find_successors())
        self.matrix.action_retire()
        self._matrix(
            {"user_id": self.head.id, "exposure_limit": 1000},
            {"user_id": self.boss2.id, "exposure_limit": 4000},
        )
        # though the version in force names him as well
        draft = route.browse(route.action_new_version()["res_id"])
        draft.step_ids.user_ids = self.head | self.boss2
        draft.action_publish()
        self.assertEqual(of_top._find_successors(), self.boss2)
        with self.assertRaisesRegex(UserError, "Neither the route nor a limit"):
            of_top.action_reassign(self.head, "He has left.")
        of_top.action_reassign(self.boss2, "He has left.")
        self._decide(loan, self.boss2)
        self.assertEqual(loan.approval_state, "approved")
