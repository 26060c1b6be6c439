# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import ApprovalCommon, make_russian


@tagged("post_install", "-at_install")
class TestUi(ApprovalCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_russian(cls.env, cls.manager | cls.lawyer | cls.expert)

    def test_sent_returned_for_a_paper_and_sent_again(self):
        loan = self._loan(purpose=False)
        self.start_tour("/odoo/test-loans", "bank_approval_send", login="t_manager")
        self.assertEqual(loan.approval_state, "pending")
        self._decide(loan, self.guard)
        self.start_tour("/odoo/my-decisions", "bank_approval_return", login="t_lawyer")
        self.env.invalidate_all()
        approval = loan.sudo().approval_id
        asked = approval.task_ids.filtered(lambda task: task.user_id == self.expert)
        self.assertEqual(asked.question, "Действует ли устав?")
        self.assertEqual(approval.state, "returned")
        self.start_tour(
            "/odoo/bank-approvals", "bank_approval_again", login="t_manager"
        )
        self.env.invalidate_all()
        self.assertEqual(self._states(loan)["Security"], "approved")
        self.assertEqual(self._states(loan)["Lawyer"], "pending")
        turns = approval.turn_ids.grouped("step_id")
        self.assertEqual((len(turns[self.law]), len(turns[self.safe])), (2, 1))

    def test_who_is_late_is_seen_and_reminded_once_a_day(self):
        with freeze_time("2026-03-02 09:00:00"):
            loan = self._sent()
        self._decide(loan, self.guard)
        self.env.flush_all()
        self.start_tour("/odoo/bank-approvals", "bank_approval_late", login="t_manager")
        self.env.invalidate_all()
        approval = loan.sudo().approval_id.with_user(self.manager)
        with self.assertRaises(UserError):
            approval.action_nudge()
        with freeze_time(fields.Datetime.now() + timedelta(days=1, minutes=1)):
            self.env.invalidate_all()
            self.assertTrue(approval.can_nudge)
