# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestLeader(ApprovalCommon):
    """Whoever leads a document by now goes on with its request; the gone are not asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.successor = cls._user("successor", cls.branch, MANAGER)

    def _hand_over(self, loan, user):
        loan.sudo().user_id = user
        self.manager.sudo().active = False
        return loan.with_user(user)

    def test_the_successor_sends_it_again_and_takes_it_back(self):
        loan, other = self._sent(), self._sent()
        self._decide(loan, self.lawyer, "return")
        approval = self._hand_over(loan | other, self.successor)[0].approval_id
        self.assertTrue(approval.can_resubmit)
        approval.action_resubmit()
        self.assertEqual(loan.approval_state, "pending")
        other.approval_id.with_user(self.successor).action_nudge()
        other.approval_id.with_user(self.successor).action_withdraw("Not needed")
        self.assertEqual(other.approval_state, "withdrawn")

    def test_others_of_the_branch_do_not(self):
        loan = self._sent()
        approval = loan.approval_id.with_user(self.successor)
        with self.assertRaises(AccessError):
            approval.action_withdraw("Mine now")

    def test_whoever_has_taken_it_over_never_decides_it(self):
        loan = self._sent()
        self._hand_over(loan, self.guard)
        task = self._task(loan, self.guard)
        self.assertFalse(task.can_decide)
        with self.assertRaises(AccessError):
            task.action_decide("approve", "so")
        # nor does he choose who decides it
        with self.assertRaises(UserError):
            task.action_delegate(self.guard2)

    def test_nobody_is_barred_from_deciding_by_being_made_to_lead_it(self):
        loan = self._sent()
        with self.assertRaisesRegex(UserError, "is asked to decide on it"):
            loan.user_id = self.lawyer
        loan.user_id = self.successor
        self.assertIn(self.successor, loan.sudo().approval_id.initiator_ids)

    def test_who_has_left_is_not_asked_again(self):
        self.route.action_retire()
        draft = self.route.browse(self.route.action_new_version()["res_id"])
        draft.step_ids[0].user_ids |= self.expert
        draft.action_publish()
        loan = self._sent()
        self._decide(loan, self.lawyer, "return")
        self.lawyer.sudo().active = False
        loan.approval_id.action_resubmit()
        asked = loan.sudo().approval_id.open_task_ids.user_id
        self.assertEqual(asked & (self.lawyer | self.expert), self.expert)

    def test_where_nobody_is_left_it_is_not_sent_again(self):
        loan = self._sent()
        self._decide(loan, self.lawyer, "return")
        self.lawyer.sudo().active = False
        with self.assertRaisesRegex(UserError, "Nobody may decide on the step"):
            loan.approval_id.action_resubmit()
