# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestDutiesPast(AuthorityCommon):
    """Breaches of separated duties that did happen, from the decision log."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.control = cls._user(
            "control", cls.env["bank.branch"], "bank_approval.group_approval_duties"
        )
        cls.loan = cls.env["test.bank.loan"].with_user(cls.manager).create(
            {
                "name": "Loan",
                "branch_id": cls.branch.id,
                "partner_id": cls.client.id,
                "amount": 900,
                "purpose": "a shop",
            }
        )  # fmt: skip
        cls.loan.action_request_approval()

    def _look(self, user=None):
        proofs = self.env["bank.approval.proof"].with_user(user or self.control)
        action = proofs.action_look_back()
        proof = proofs.browse(action["res_id"])
        return proof.line_ids.filtered(lambda line: line.kind == "happened")

    def _record(self, actor, principal=None, seat=None):
        """Write what the server would have refused, as a row of the log."""
        approval = self.loan.sudo().approval_id
        task = approval.open_task_ids[:1]
        payload = {
            **task._prepare_payload("approved"),
            "asked": (seat or principal or actor).id,
        }
        self.env["bank.decision"].with_user(actor).sudo()._record(
            "approval_task", [(self.loan, payload)], principal
        )

    def _approve(self):
        self._decide(self.loan, self.head)
        self.assertEqual(self.loan.approval_state, "approved")

    def test_where_duties_were_separate_nothing_is_found(self):
        self._approve()
        self.assertFalse(self._look())

    def test_whoever_was_for_his_own_is_found(self):
        self._record(self.manager)
        self._approve()
        line = self._look()
        self.assertEqual(line.user_id, self.manager)
        self.assertIn("had begun request", line.text)
        self.assertEqual(line.route_id, self.ladder)

    def test_so_is_a_deputy_of_whoever_had_begun_it(self):
        self._record(self.expert, principal=self.manager)
        self._approve()
        line = self._look()
        self.assertEqual(line.user_id, self.expert)
        self.assertIn("in the seat of manager", line.text)

    def test_the_log_knows_who_sent_it_whatever_the_tables_say(self):
        self._record(self.manager)
        self._approve()
        self.env.cr.execute(
            "DELETE FROM bank_approval_initiator_rel WHERE bank_approval_id = %s",
            [self.loan.sudo().approval_id.id],
        )
        self.assertEqual(self._look().user_id, self.manager)

    def test_two_seats_of_one_step_are_found(self):
        for seat in (self.boss1, self.boss2):
            self._record(self.expert, seat=seat)
        self._approve()
        line = self._look()
        self.assertEqual(line.user_id, self.expert)
        self.assertIn("two seats", line.text)

    def test_a_route_or_limit_of_ones_own_is_found(self):
        self.matrix.sudo().drafter_ids = self.head
        self.ladder.sudo().drafter_ids = self.head
        self._approve()
        texts = " ".join(self._look().mapped("text"))
        self.assertIn("along a route", texts)
        self.assertIn("within limits", texts)

    def test_a_limit_that_was_not_enough_is_nobodys(self):
        """The log tells of it, too: of no limit, of no matrix."""
        self.matrix.sudo().drafter_ids = self.boss1
        loan = self.loan.copy({"amount": 1500})
        loan.action_request_approval()
        for user in (self.head, self.boss1):
            self._decide(loan, user)
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(self._look().user_id, self.boss1)

    def test_what_was_not_approved_and_older_years_are_left_out(self):
        self._record(self.manager)
        self.assertFalse(self._look())
        self._approve()
        with freeze_time(fields.Datetime.now() + timedelta(days=400)):
            self.assertFalse(self._look())

    def test_it_is_for_those_who_answer_for_it(self):
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                self._look(user)
        self._look(self.auditor)
