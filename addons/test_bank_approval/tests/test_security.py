# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestSecurity(ApprovalCommon):
    """What a dishonest employee would try."""

    def _call(self, records, user, method, *args, **context):
        return call_kw(
            records.with_user(user),
            method,
            [records.ids, *args],
            {"context": context} if context else {},
        )

    def test_a_deputy_has_nothing_to_decide_where_he_began(self):
        """His own request is not his to decide, in the place of a colleague either."""
        self._deputy(self.lawyer, self.manager)
        task = self._task(self._sent(), self.lawyer)
        self.assertTrue(task.with_user(self.lawyer).is_mine)
        self.assertFalse(task.with_user(self.manager).is_mine)
        self._deputy(self.lawyer, self.guard)
        self.assertTrue(task.with_user(self.guard).is_mine)

    def test_no_row_is_written_made_or_deleted_by_hand(self):
        loan = self._sent()
        approval = loan.sudo().approval_id
        for rows, values in (
            (approval, {"state": "approved"}),
            (approval.round_ids, {"snapshot_hash": "x"}),
            (approval.turn_ids[:1], {"state": "approved"}),
            (approval.task_ids[:1], {"state": "approved"}),
        ):
            for user in (self.manager, self.lawyer, self.drafter, self.auditor):
                with self.assertRaises(AccessError):
                    self._call(rows, user, "write", values)
                with self.assertRaises(AccessError):
                    self._call(rows, user, "unlink")
                with self.assertRaises(AccessError):
                    call_kw(rows.with_user(user), "create", [[values]], {})

    def test_the_status_of_the_document_is_not_set_by_hand(self):
        loan = self._sent()
        for values in ({"approval_state": "approved"}, {"approval_id": False}):
            with self.assertRaises(AccessError):
                self._call(loan, self.manager, "write", values)
            with self.assertRaises(AccessError):
                call_kw(loan, "create", [[{"name": "x", "purpose": "y", **values}]], {})

    def test_no_context_opens_a_door(self):
        loan = self._sent()
        task = loan.sudo().approval_id.task_ids[:1]
        for context in (
            {"bank_transition_token": True},
            {"install_mode": True, "default_state": "approved"},
            {"bank_own_access": False},
        ):
            with self.assertRaises(AccessError):
                self._call(
                    task, self.expert, "action_decide", "approve", "x", **context
                )

    def test_nobody_votes_for_another(self):
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        for user in (self.guard, self.boss1, self.expert, self.manager):
            with self.assertRaises(AccessError):
                self._call(task, user, "action_decide", "approve", "x")

    def test_nobody_votes_twice(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        task = loan.sudo().approval_id.task_ids.filtered(
            lambda task: task.user_id == self.lawyer
        )
        with self.assertRaises(UserError):
            task.with_user(self.lawyer).action_decide("reject", "x")

    def test_nobody_votes_twice_through_a_delegation(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        self._deputy(self.boss2, self.boss1)
        self._decide(loan, self.boss1)
        task = self._task(loan, self.boss2)
        with self.assertRaisesRegex(UserError, "decides once"):
            task.with_user(self.boss1).action_decide("approve", "x")
        self.assertEqual(loan.approval_state, "pending")

    def test_a_deputy_decides_and_the_log_says_for_whom(self):
        loan = self._sent()
        self._deputy(self.lawyer, self.expert)
        task = loan.sudo().approval_id.task_ids.filtered(
            lambda task: task.user_id == self.lawyer
        )
        task.with_user(self.expert).action_decide("approve", "x")
        self.assertEqual(task.decided_by_id, self.expert)
        row = self.env["bank.decision"].search(
            [("kind", "=", "approval_task"), ("res_id", "=", loan.id)]
        )
        self.assertEqual(row.actor_id, self.expert.id)
        self.assertEqual(row.on_behalf_id, self.lawyer.id)

    def test_the_initiator_decides_by_no_delegation(self):
        loan = self._sent()
        self._deputy(self.lawyer, self.manager)
        task = self._task(loan, self.lawyer)
        with self.assertRaisesRegex(AccessError, "begun himself"):
            task.with_user(self.manager).action_decide("approve", "x")

    def test_a_task_is_not_handed_to_the_initiator(self):
        loan = self._sent()
        self._deputy(self.lawyer, self.manager)
        task = self._task(loan, self.lawyer)
        with self.assertRaisesRegex(UserError, "begun himself"):
            task.action_delegate(self.manager.id)

    def test_the_initiator_is_not_asked_by_a_second_role(self):
        role = self.env.ref("bank_crm_core.group_crm_security_officer")
        self.manager.sudo().group_ids += role
        loan = self._sent()
        asked = loan.sudo().approval_id.task_ids.user_id
        self.assertNotIn(self.manager, asked)
        self.assertIn(self.guard, asked)

    def test_whoever_has_drawn_a_route_does_not_put_it_into_force(self):
        routes = self.env["bank.approval.route"].with_user(self.drafter)
        route = routes.create(
            {
                "name": "Mine",
                "model_id": self.model.id,
                "step_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "I",
                            "who": "users",
                            "user_ids": [(6, 0, self.expert.ids)],
                        },
                    )
                ],
            }
        )
        with self.assertRaisesRegex(UserError, "drawn"):
            route.action_publish()
        with self.assertRaises(AccessError):
            self._call(route, self.drafter, "write", {"drafter_ids": [(5,)]})
        route.with_user(self.drafter2).action_publish()
        self.assertEqual(route.state, "published")
        self.assertTrue(route.date_published)

    def test_whoever_has_removed_a_step_has_drawn_the_route(self):
        """The veto of another is taken out, then the route is put into force."""
        action = self.route.with_user(self.drafter).action_new_version()
        draft = self.route.browse(action["res_id"])
        draft.step_ids[-1].with_user(self.drafter2).unlink()
        self.assertIn(self.drafter2, draft.drafter_ids)
        with self.assertRaisesRegex(UserError, "drawn"):
            draft.with_user(self.drafter2).action_publish()

    def test_the_number_of_a_version_is_the_servers(self):
        action = self.route.with_user(self.drafter).action_new_version()
        draft = self.route.browse(action["res_id"])
        self.assertEqual((draft.version, draft.origin_id), (2, self.route))
        for values in (
            {"version": 7},
            {"origin_id": draft.id},
            {"date_published": "2026-03-01 10:00:00"},
        ):
            with self.assertRaises(AccessError):
                self._call(draft, self.drafter, "write", values)

    def test_a_route_in_force_does_not_change(self):
        step = self.route.step_ids[0]
        for values in ({"user_ids": [(6, 0, self.expert.ids)]}, {"rule": "all"}):
            with self.assertRaises(UserError):
                self._call(step, self.drafter, "write", values)
        for values in ({"validity_days": 1}, {"condition": "[('amount', '>', 5)]"}):
            with self.assertRaises(UserError):
                self._call(self.route, self.drafter, "write", values)
        with self.assertRaises(UserError):
            self._call(step, self.drafter, "unlink")

    def test_others_requests_are_neither_seen_nor_withdrawn(self):
        loan = self._sent()
        approval = loan.sudo().approval_id
        found = self.env["bank.approval"].with_user(self.expert).search([])
        self.assertNotIn(approval, found)
        for user in (self.expert, self.lawyer):
            with self.assertRaises(AccessError):
                self._call(approval, user, "action_withdraw", "x")
        self.assertIn(
            approval, self.env["bank.approval"].with_user(self.auditor).search([])
        )

    def test_nobody_lends_a_document_by_asking_for_an_opinion(self):
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        for user in (self.expert, self.manager):
            with self.assertRaises(UserError):
                task.with_user(user).action_ask_opinion(self.expert.id, "?")
        self.assertFalse(loan.with_user(self.expert).has_access("read"))

    def test_a_hundred_requests_start_in_a_fixed_number_of_queries(self):
        def count(number):
            return count_queries(self.env, self._loan(number).action_request_approval)

        # some 900 rows more go in by batches of a hundred: no query of their own
        self.assertLess(count(100), count(10) + 15)
