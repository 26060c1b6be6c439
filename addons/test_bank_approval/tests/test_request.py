# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestRequest(ApprovalCommon):
    def test_from_sending_to_the_decision(self):
        loan = self._loan()
        self.assertEqual(loan.approval_state, "none")
        loan.action_request_approval()
        self.assertEqual(loan.approval_state, "pending")
        self.assertEqual(
            self._states(loan),
            {"Lawyer": "pending", "Security": "pending", "Board": "waiting"},
        )
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        self.assertEqual(self._states(loan)["Board"], "pending")
        self._decide(loan, self.boss1)
        self.assertEqual(loan.approval_state, "pending")
        self._decide(loan, self.boss2)
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(loan.outcome, "approved")

    def test_one_of_a_role_is_enough_and_the_others_are_asked_no_more(self):
        loan = self._sent()
        other = self._task(loan, self.guard2)
        self._decide(loan, self.guard)
        self.assertEqual(other.sudo().state, "cancelled")

    def test_a_refusal_ends_it_and_cancels_the_siblings(self):
        loan = self._sent()
        self._decide(loan, self.guard, "reject", "He is wanted.")
        self.assertEqual(loan.approval_state, "rejected")
        self.assertEqual(loan.outcome, "rejected")
        self.assertFalse(loan.sudo().approval_id.open_task_ids)
        self.assertEqual(self._states(loan)["Lawyer"], "cancelled")
        self.assertEqual(self._states(loan)["Board"], "cancelled")

    def test_a_document_that_is_not_ready_is_not_sent(self):
        loan = self._loan(purpose=False)
        self.assertEqual(loan.approval_blocker, "For what?")
        with self.assertRaisesRegex(UserError, "For what"):
            loan.action_request_approval()

    def test_without_a_route_nothing_is_sent(self):
        self.route.action_retire()
        with self.assertRaisesRegex(UserError, "route"):
            self._loan().action_request_approval()

    def test_a_vacant_step_is_named_before_sending(self):
        (self.guard | self.guard2).sudo().active = False
        self.assertIn("Security", self._loan().approval_blocker)

    def test_every_step_stands_in_the_log(self):
        loan = self._sent()
        self._approve_all(loan)
        rows = self.env["bank.decision"].search(
            [("res_model", "=", "test.bank.loan"), ("res_id", "=", loan.id)],
            order="id",
        )
        acts = [
            json.loads(row.payload)["act"]
            for row in rows
            if row.kind in ("approval", "approval_task")
        ]
        self.assertEqual(acts, ["sent", *["approved"] * 4, "approved"])
        payload = json.loads(rows[-1].payload)
        current = loan.sudo().approval_id.round_ids
        self.assertEqual(payload["hash"], current.snapshot_hash)

    def test_what_is_decided_on_is_kept(self):
        loan = self._sent()
        kept = json.loads(loan.sudo().approval_id.round_ids.snapshot)
        self.assertEqual(kept["parts"]["amount"], "1000.0")
        self.assertEqual(kept["parts"]["purpose"], "a shop")

    # Rounds

    def _return(self, loan):
        self._decide(loan, self.guard)
        self._decide(loan, self.lawyer, "return", "Where is the charter?")

    def test_a_request_is_named_by_its_number_and_its_document(self):
        loan = self._sent()
        approval = loan.sudo().approval_id
        named = approval.with_user(self.manager).display_name
        self.assertEqual(named, f"{approval.name} · {loan.name}")
        # whoever does not read the document does not read its request
        with self.assertRaises(AccessError):
            approval.with_user(self.expert).read(["display_name"])

    def test_a_return_waits_for_the_sender(self):
        loan = self._sent()
        self._return(loan)
        approval = loan.approval_id
        self.assertEqual(loan.approval_state, "returned")
        self.assertEqual(approval.reason, "Where is the charter?")
        self.assertTrue(approval.can_resubmit)
        self.assertFalse(approval.sudo().open_task_ids)

    def test_a_changed_paper_restarts_only_what_depends_on_it(self):
        loan = self._sent()
        self._return(loan)
        self.env["ir.attachment"].create(
            {"name": "charter", "raw": b"x", "res_model": loan._name, "res_id": loan.id}
        )
        loan.approval_id.action_resubmit()
        current = loan.sudo().approval_id.round_ids[-1]
        self.assertEqual(current.number, 2)
        self.assertEqual(current.changed_parts, ["papers"])
        self.assertNotIn("Security", current.turn_ids.step_id.mapped("name"))
        self.assertEqual(
            self._states(loan),
            {"Lawyer": "pending", "Security": "approved", "Board": "waiting"},
        )
        self._decide(loan, self.lawyer)
        self.assertEqual(self._states(loan)["Board"], "pending")

    def test_a_changed_field_restarts_who_judges_it(self):
        loan = self._sent()
        self._return(loan)
        loan.purpose = "a plane"
        loan.approval_id.action_resubmit()
        self.assertEqual(self._states(loan)["Security"], "pending")

    def test_rounds_stay(self):
        loan = self._sent()
        self._return(loan)
        loan.approval_id.action_resubmit()
        rounds = loan.sudo().approval_id.round_ids
        self.assertEqual(rounds.mapped("number"), [1, 2])
        first = rounds[0].turn_ids.task_ids
        self.assertIn("Where is the charter?", first.mapped("comment"))
        for rows in (rounds, first, rounds.turn_ids, loan.sudo().approval_id):
            with self.assertRaises(AccessError):
                rows.unlink()

    # Nothing changes silently

    def test_what_is_decided_on_stays_while_it_is_decided(self):
        loan = self._sent()
        for values in ({"amount": 9}, {"purpose": "else"}):
            with self.assertRaises(UserError):
                loan.write(values)
        loan.name = "Another name"

    def test_a_change_past_the_document_stops_the_approval(self):
        loan = self._sent()
        loan.flush_recordset()
        self.env.cr.execute(
            "UPDATE test_bank_loan SET amount = 9 WHERE id = %s", [loan.id]
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "not what was sent"):
            self._decide(loan, self.lawyer)
        self._decide(loan, self.lawyer, "return", "It was changed.")

    def test_an_approval_lapses_when_what_it_was_given_for_changes(self):
        loan = self._sent()
        self._approve_all(loan)
        loan.purpose = "a shop"
        self.assertEqual(loan.approval_state, "approved")
        loan.amount = 2000
        self.assertEqual(loan.approval_state, "lapsed")

    def test_who_decides_was_fixed_when_it_was_sent(self):
        loan = self._sent()
        late = self._user(
            "late", self.office, "bank_crm_core.group_crm_security_officer"
        )
        self._decide(loan, self.lawyer, "return", "again")
        loan.approval_id.action_resubmit()
        asked = loan.sudo().approval_id.open_task_ids.user_id
        self.assertIn(self.guard, asked)
        self.assertNotIn(late, asked)

    def test_a_running_request_keeps_its_version_of_the_route(self):
        loan = self._sent()
        action = self.route.action_new_version()
        draft = self.route.browse(action["res_id"])
        self.assertEqual(draft.version, 2)
        draft.step_ids[-1].unlink()
        draft.action_publish()
        self.assertEqual(self.route.state, "retired")
        self.assertEqual(loan.sudo().approval_id.route_id, self.route)
        self._approve_all(loan)
        self.assertEqual(loan.approval_state, "approved")

    # Time

    def test_a_decision_lapses_after_its_term(self):
        loan = self._sent()
        self._approve_all(loan)
        day = fields.Date.today() + timedelta(days=30)
        self.env["bank.approval"]._cron_lapse(day)
        self.assertEqual(loan.approval_state, "approved")
        self.env["bank.approval"]._cron_lapse(day + timedelta(days=1))
        self.assertEqual(loan.approval_state, "lapsed")
        self.assertEqual(loan.outcome, "lapsed")

    @mute_logger("odoo.addons.bank_approval.models.request.bank_approval_course")
    def test_one_that_cannot_lapse_stops_no_other(self):
        first, second = self._sent(), self._sent()
        for loan in (first, second):
            self._approve_all(loan)
        done = type(first)._on_approval_done

        def fail(loans):
            if first.id in loans.ids:
                raise ValueError("broken")
            return done(loans)

        self.patch(type(first), "_on_approval_done", fail)
        day = fields.Date.today() + timedelta(days=31)
        self.env["bank.approval"]._cron_lapse(day)
        states = [loan.approval_state for loan in (first, second)]
        self.assertEqual(states, ["approved", "lapsed"])

    def test_a_step_has_a_term_and_is_late_after_it(self):
        with freeze_time("2026-03-02 09:00:00"):
            loan = self._sent()
            task = self._task(loan, self.lawyer)
            self.assertEqual(task.date_due.date().isoformat(), "2026-03-04")
            self.assertFalse(task.is_late)
        with freeze_time("2026-03-05 09:00:00"):
            self.env.invalidate_all()
            self.assertTrue(task.is_late)
            late = self.env["bank.approval"].search([("is_late", "=", True)])
            self.assertIn(loan.sudo().approval_id, late)

    def test_whoever_is_asked_is_reminded_once_a_day(self):
        loan = self._sent()
        approval = loan.approval_id
        approval.action_nudge()
        told = self.env["mail.message"].search(
            [("model", "=", "bank.approval"), ("res_id", "=", approval.id)]
        )
        self.assertIn(self.lawyer.partner_id, told.partner_ids)
        with self.assertRaisesRegex(AccessError, "within a day"):
            approval.action_nudge()
        with freeze_time(fields.Datetime.now() + timedelta(days=1, hours=1)):
            approval.action_nudge()

    def test_withdrawn(self):
        loan = self._sent()
        loan.approval_id.action_withdraw("The client has gone.")
        self.assertEqual(loan.approval_state, "withdrawn")
        self.assertFalse(loan.sudo().approval_id.open_task_ids)
        loan.action_request_approval()
        self.assertEqual(loan.approval_state, "pending")

    # Conditions

    CONDITIONS = (
        {"kind": "precedent", "name": "Insurance"},
        {"kind": "subsequent", "name": "Report", "date_due": "2030-01-01"},
    )

    def _conditional(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        self._decide(loan, self.boss1, conditions=self.CONDITIONS)
        self._decide(loan, self.boss2)
        return loan

    def test_conditions_go_with_the_decision(self):
        loan = self._conditional()
        self.assertEqual(loan.approval_state, "approved_conditions")
        conditions = loan.sudo().approval_id.condition_ids
        self.assertEqual(set(conditions.mapped("state")), {"open"})

    def test_a_condition_that_two_have_set_is_one_with_the_earlier_date(self):
        loan = self._sent()
        later = {"kind": "subsequent", "name": "report.", "date_due": "2031-01-01"}
        self._decide(loan, self.lawyer, conditions=[later])
        self._decide(loan, self.guard)
        self._decide(loan, self.boss1, conditions=self.CONDITIONS)
        self._decide(loan, self.boss2, conditions=self.CONDITIONS[:1])
        conditions = loan.sudo().approval_id.condition_ids
        self.assertEqual(sorted(conditions.mapped("name")), ["Insurance", "Report"])
        dates = [str(row.date_due) for row in conditions if row.date_due]
        self.assertEqual(dates, ["2030-01-01"])

    def test_conditions_of_a_refused_request_are_dropped(self):
        loan = self._sent()
        self._decide(loan, self.lawyer, conditions=self.CONDITIONS)
        self._decide(loan, self.guard, "reject", "no")
        condition = self.env["bank.approval.condition"].search(
            [("res_id", "=", loan.id)]
        )
        self.assertNotIn("open", condition.mapped("state"))

    def test_a_condition_is_met_with_a_proof(self):
        loan = self._conditional()
        credit = self._user(
            "credit", self.office, "bank_approval.group_approval_credit_administrator"
        )
        condition = loan.sudo().approval_id.condition_ids[0].with_user(credit)
        with self.assertRaises(UserError):
            condition.action_clear(" ")
        condition.action_clear("Policy 5 of 1 March")
        self.assertEqual(condition.state, "met")
        for user in (self.manager, self.boss1):
            with self.assertRaises(AccessError):
                loan.sudo().approval_id.condition_ids[1].with_user(user).action_clear(
                    "x"
                )

    # Opinions, handing over

    def test_an_open_task_lends_the_document(self):
        loan = self._loan()
        self.assertFalse(loan.with_user(self.lawyer).has_access("read"))
        loan.action_request_approval()
        self.assertTrue(loan.with_user(self.lawyer).has_access("read"))
        self.assertFalse(loan.with_user(self.lawyer).has_access("write"))
        self._decide(loan, self.lawyer)
        self.assertFalse(loan.with_user(self.lawyer).has_access("read"))

    def test_a_colleague_is_asked_for_an_opinion(self):
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        task.action_ask_opinion(self.expert.id, "Is the charter valid?")
        asked = self._task(loan, self.expert)
        self.assertEqual(asked.question, "Is the charter valid?")
        with self.assertRaisesRegex(UserError, "Say why"):
            asked.action_decide("approve", "")
        asked.action_decide("approve", "It is.")
        self.assertEqual(asked.sudo().state, "advised")
        self.assertEqual(self._states(loan)["Lawyer"], "pending")

    def test_the_head_of_a_branch_is_asked_for_an_opinion(self):
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        task.action_ask_opinion(f"bank.branch,{self.office.id}", "Well?")
        self.assertEqual(self._task(loan, self.head).sudo().kind, "opinion")

    def test_a_task_goes_to_a_colleague_with_the_same_role(self):
        third = self._user(
            "third", self.office, "bank_crm_core.group_crm_security_officer"
        )
        loan = self._sent()
        third2 = self._user(
            "third2", self.office, "bank_crm_core.group_crm_security_officer"
        )
        task = self._task(loan, self.guard)
        with self.assertRaises(UserError):
            task.action_delegate(self.boss1)
        task.action_delegate(third2.id)
        self.assertEqual(task.sudo().state, "delegated")
        self._decide(loan, third2)
        self.assertEqual(self._states(loan)["Security"], "approved")
        self.assertNotEqual(third, third2)

    def test_a_colleague_of_another_branch_does_not_take_it_over(self):
        far = self.env["bank.branch"].create({"name": "Far", "code": "T-F"})
        loan = self._sent()
        stranger = self._user(
            "stranger", far, "bank_crm_core.group_crm_security_officer"
        )
        with self.assertRaisesRegex(UserError, "the same role"):
            self._task(loan, self.guard).action_delegate(stranger)
        self.assertFalse(loan.with_user(stranger).has_access("read"))

    @mute_logger("odoo.sql_db")
    def test_a_step_back_asks_again_from_there(self):
        route = self.route.browse(self.route.action_new_version()["res_id"])
        law, _safe, board = route.step_ids
        board.write({"on_refusal": "return", "return_step_id": law.id})
        route.action_publish()
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        self._decide(loan, self.boss1, "reject", "Ask the lawyer again.")
        self.assertEqual(loan.approval_state, "pending")
        self.assertEqual(self._states(loan)["Lawyer"], "pending")
        self.assertEqual(loan.sudo().approval_id.round_ids[-1].number, 2)
