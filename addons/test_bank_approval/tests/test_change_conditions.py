# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ApprovalCommon

CREDIT = "bank_approval.group_approval_credit_administrator"
CONDITIONS = (
    {"kind": "precedent", "name": "Insurance of the shop"},
    {"kind": "covenant", "name": "Debt below 3 EBITDA", "period_months": 6},
)


@tagged("post_install", "-at_install")
class TestChangeConditions(ApprovalCommon):
    """What a decision asks for is asked for after a change of it as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._user("clerk", cls.office, CREDIT)
        step = {
            "name": "Light",
            "who": "users",
            "user_ids": [Command.set(cls.head.ids)],
        }
        cls.env["bank.approval.route"].create(
            {
                "name": "Other terms",
                "model_id": cls.model.id,
                "purpose": "change",
                "change_kind": "same",
                "validity_days": 30,
                "step_ids": [Command.create(step)],
            }
        ).action_publish()

    def _decided(self, conditions=CONDITIONS):
        loan = self._sent()
        for user in (self.lawyer, self.guard):
            self._decide(loan, user)
        self._decide(loan, self.boss1, conditions=conditions)
        self._decide(loan, self.boss2)
        return loan

    def _change(self, loan, conditions=()):
        loan.purpose = "another shop"
        loan.action_request_approval()
        self._decide(loan, self.head, conditions=conditions)
        return loan.sudo().approval_id

    def _gate(self, loan):
        gate = self.env["bank.check"].create(
            {"name": "Decided", "kind": "approval", "model_id": self.model.id}
        )
        return gate._find_failures_approval(loan.sudo()).get(loan.id, "")

    def test_a_change_drops_no_condition(self):
        loan = self._decided()
        first = loan.sudo().approval_id
        second = self._change(loan)
        self.assertEqual(loan.approval_state, "approved_conditions")
        names = ["Insurance of the shop", "Debt below 3 EBITDA"]
        self.assertEqual(sorted(second.condition_ids.mapped("name")), sorted(names))
        self.assertEqual(set(second.condition_ids.mapped("state")), {"open"})
        self.assertEqual(set(first.condition_ids.mapped("state")), {"moved"})
        self.assertEqual(second.condition_ids.origin_id, first.condition_ids)
        self.assertIn("Insurance of the shop", self._gate(loan))
        row = second.condition_ids.filtered(lambda row: row.kind == "precedent")
        with self.assertRaises(AccessError):
            row.origin_id.with_user(self.clerk).action_clear("Policy 17")
        row.with_user(self.clerk).action_clear("Policy 17")
        self.assertFalse(self._gate(loan))

    def test_a_condition_goes_on_through_two_changes_once(self):
        loan = self._decided()
        self._change(loan)
        loan.purpose = "a third shop"
        loan.action_request_approval()
        self._decide(loan, self.head)
        left = loan.sudo().approval_id.condition_ids
        self.assertEqual(len(left), 2)
        self.assertIn("Insurance of the shop", self._gate(loan))

    def test_what_was_met_is_not_asked_for_again(self):
        loan = self._decided(CONDITIONS[:1])
        row = loan.sudo().approval_id.condition_ids.with_user(self.clerk)
        row.action_clear("Policy 17")
        self._change(loan)
        self.assertEqual(loan.approval_state, "approved")

    def test_the_check_of_a_covenant_goes_on(self):
        loan = self._decided(CONDITIONS[1:])
        check = loan.sudo().approval_id.condition_ids.assignment_ids
        covenant = self._change(loan).condition_ids
        self.assertEqual(covenant.assignment_ids, check)
        check.with_user(self.manager).action_report("Accounts: 2.4")
        check.with_user(self.boss1).action_accept()
        self.assertEqual(covenant.assignment_ids.mapped("state"), ["accepted", "open"])

    def test_said_anew_it_holds_as_said_anew(self):
        loan = self._decided()
        check = loan.sudo().approval_id.condition_ids.assignment_ids
        anew = {**CONDITIONS[1], "period_months": 1}
        second = self._change(loan, [anew])
        self.assertEqual(len(second.condition_ids), 2)
        covenant = second.condition_ids.filtered(lambda row: row.kind == "covenant")
        self.assertEqual(covenant.period_months, 1)
        self.assertEqual(check.state, "cancelled")
        self.assertEqual(covenant.assignment_ids.state, "open")

    def test_whoever_decides_the_change_sees_what_goes_on(self):
        loan = self._decided()
        loan.purpose = "another shop"
        loan.action_request_approval()
        dialogs = self.env["bank.approval.decide"].with_user(self.head)
        dialog = dialogs.create({"task_id": self._task(loan, self.head).id})
        names = dialog.kept_condition_ids.mapped("name")
        self.assertEqual(sorted(names), sorted(row["name"] for row in CONDITIONS))
        self._decide(loan, self.head)
        self.assertFalse(loan.sudo().approval_id.kept_condition_ids)

    def test_a_refused_change_moves_nothing(self):
        loan = self._decided()
        first = loan.sudo().approval_id
        loan.purpose = "another shop"
        loan.action_request_approval()
        self._decide(loan, self.head, "reject")
        self.assertEqual(set(first.condition_ids.mapped("state")), {"open"})
        self._change(loan)
        self.assertIn("Insurance of the shop", self._gate(loan))

    def test_after_its_term_a_change_is_decided_anew(self):
        loan = self._decided(())
        approval = loan.sudo().approval_id
        loan.purpose = "another shop"
        late = approval.date_lapse + timedelta(days=2)
        with freeze_time(fields.Datetime.to_datetime(late)):
            loan.action_request_approval()
        self.assertEqual(loan.sudo().approval_id.route_id, self.route)
