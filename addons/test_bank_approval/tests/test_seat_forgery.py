# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestSeatForgery(ApprovalCommon):
    """Somebody wants a seat that is not his, or to be rid of a vote against him."""

    def _refuse(self, record, user, method, *args, why=""):
        with self.assertRaisesRegex(UserError, why):
            call_kw(record.with_user(user), method, [record.ids, *args], {})

    def _before_the_board(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        return loan

    def test_whoever_made_it_does_not_decide_by_handing_it_to_another(self):
        """One of the board makes the loan, gives it to a manager and lets him send."""
        self.boss1.sudo().group_ids += self.env.ref(MANAGER)
        own = self.env["test.bank.loan"].with_user(self.boss1)
        values = {"purpose": "a shop", "amount": 10, "branch_id": self.branch.id}
        made = own.create({"name": "Mine", **values})
        made.user_id = self.manager
        made.with_user(self.manager).action_request_approval()
        approval_sudo = made.sudo().approval_id
        self.assertEqual(approval_sudo.user_id, self.manager)
        self.assertNotIn(self.boss1, approval_sudo.task_ids.user_id)
        self._decide(made, self.lawyer)
        self._decide(made, self.guard)
        task = self._task(made, self.boss2)
        # he decides for his colleague all else
        self._deputy(self.boss2, self.boss1)
        other = self._task(self._before_the_board(), self.boss2)
        self.assertTrue(other.with_user(self.boss1).is_mine)
        self.assertFalse(task.with_user(self.boss1).is_mine)
        why = "begun himself"
        self._refuse(task, self.boss1, "action_decide", "approve", "x", why=why)
        # handing over does not bring it to him either
        self._refuse(task, self.boss2, "action_delegate", self.boss1.id, why=why)
        asked = "action_ask_opinion"
        self._refuse(task, self.boss2, asked, self.boss1.id, "?", why=why)

    def test_no_dialog_leads_to_a_seat_of_another(self):
        """A dialog of one's own is pointed at another's task, or his is pressed."""
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        theirs = self.env["bank.approval.decide"].with_user(self.lawyer)
        theirs = theirs.create({"task_id": task.id, "comment": "so"})
        own = self.env["bank.approval.decide"].with_user(self.guard)
        own = own.create({"task_id": self._task(loan, self.guard).id, "comment": "so"})
        call_kw(own, "write", [own.ids, {"task_id": task.id}], {})
        for user in (self.guard, self.boss1, self.manager):
            self._refuse(theirs, user, "action_approve")
            self._refuse(theirs, user, "write", {"comment": "mine"})
        self._refuse(own, self.guard, "action_approve")
        self._refuse(own, self.guard, "action_reject")
        self.assertEqual(task.state, "open")
        forged = {"kind": "precedent", "name": "A pledge", "state": "met"}
        self._refuse(task, self.lawyer, "action_decide", "approve", "so", [forged])
        self.assertFalse(loan.sudo().approval_id.condition_ids)

    def test_sending_again_is_rid_of_no_vote(self):
        """A vote against is taken off by withdrawing and sending anew."""
        loan = self._sent()
        self._decide(loan, self.lawyer, "reject", "A forged charter")
        first_sudo = loan.sudo().approval_id
        against = first_sudo.task_ids.filtered(lambda row: row.state == "rejected")
        self._refuse(first_sudo, self.manager, "action_withdraw")
        self._refuse(first_sudo, self.manager, "action_resubmit")
        self._refuse(loan, self.manager, "write", {"approval_id": False})
        loan.with_user(self.manager).action_request_approval()
        self.assertNotEqual(loan.sudo().approval_id, first_sudo)
        # those who decide now read it
        self.assertEqual(first_sudo.state, "rejected")
        self.env.invalidate_all()
        seen = first_sudo.with_user(self.guard)
        self.assertTrue(seen.has_access("read"))
        told = call_kw(
            against.with_user(self.guard), "read", [against.ids, ["comment"]], {}
        )
        self.assertEqual(told[0]["comment"], "A forged charter")
        self._refuse(against, self.manager, "unlink")
