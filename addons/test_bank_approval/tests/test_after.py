# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ApprovalCommon

LOGGER = "odoo.addons.bank_approval.models.after.bank_approval"
NOTE = "record.write({'name': record.name + '!'})"


@tagged("post_install", "-at_install")
class TestAfter(ApprovalCommon):
    """What the system does by itself at the end of a route."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.engineer = new_test_user(
            cls.env,
            login="t_engineer",
            groups="base.group_system,bank_base.group_bank_administrator",
        )

    def setUp(self):
        super().setUp()
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)

    def _action(self, code=NOTE, **values):
        return self.env["ir.actions.server"].create(
            {
                "name": "Tell the archive",
                "model_id": self.model.id,
                "state": "code",
                "code": code,
                **values,
            }
        )

    def _with_actions(self, approved=(), refused=()):
        """Put a version with these actions into force, drawn by the engineer."""
        version = self.route.with_user(self.engineer)
        draft = version.browse(version.action_new_version()["res_id"])
        draft.write(
            {
                "approved_action_ids": [Command.set([row.id for row in approved])],
                "refused_action_ids": [Command.set([row.id for row in refused])],
            }
        )
        draft.with_user(self.drafter2).action_publish()
        return draft

    def _work(self):
        self.env["bank.approval"]._cron_work()
        self.env.invalidate_all()

    def _runs(self, loan):
        return self.env["bank.stage.run"].search(
            [("res_model", "=", loan._name), ("res_id", "=", loan.id)]
        )

    def test_it_runs_once_after_the_decision(self):
        self._with_actions([self._action()])
        loan = self._sent()
        approval = loan.sudo().approval_id
        self.assertFalse(approval.work_state)
        self._approve_all(loan)
        # the decision stands; nothing has run in its transaction
        self.assertEqual((loan.approval_state, loan.name), ("approved", "Loan 0"))
        self.assertEqual(approval.work_state, "waiting")
        self._work()
        self.assertEqual((loan.name, approval.work_state), ("Loan 0!", "done"))
        approval.work_state = "waiting"
        self._work()
        self.assertEqual(loan.name, "Loan 0!")
        run = self._runs(loan)
        self.assertEqual((run.kind, run.outcome), ("decision", "done"))
        rows = self.env["bank.decision"].search(
            [("kind", "=", "approval"), ("res_id", "=", loan.id)]
        )
        acts = [row for row in rows if '"act":"after_action"' in row.payload]
        self.assertEqual(len(acts), 1)

    def test_a_refusal_has_actions_of_its_own(self):
        self._with_actions(
            [self._action()], [self._action("record.write({'rating': 'no'})")]
        )
        loan = self._sent()
        self._decide(loan, self.lawyer, "reject")
        self._work()
        self.assertEqual((loan.name, loan.rating), ("Loan 0", "no"))

    def test_what_fails_takes_nothing_back_and_can_be_tried_again(self):
        good = self._action()
        bad = self._action(
            "record.write({'rating': 'half'})\nraise UserError('no archive')"
        )
        self._with_actions([good, bad])
        loan = self._sent()
        self._approve_all(loan)
        with mute_logger(LOGGER):
            self._work()
        approval = loan.sudo().approval_id
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual((loan.name, loan.rating), ("Loan 0!", False))
        self.assertEqual(approval.work_state, "failed")
        failed = self._runs(loan).filtered(lambda run: run.outcome == "failed")
        self.assertIn("no archive", failed.sudo().problem)
        with self.assertRaises(AccessError):
            approval.with_user(self.manager).action_work_again()
        bad.code = "record.write({'rating': 'told'})"
        approval.with_user(self.engineer).action_work_again()
        self._work()
        self.assertEqual((loan.name, loan.rating), ("Loan 0!", "told"))
        self.assertEqual(approval.work_state, "done")
        with self.assertRaisesRegex(UserError, "Nothing has failed"):
            approval.with_user(self.engineer).action_work_again()

    def test_one_that_fails_stops_no_other_request(self):
        self._with_actions([self._action("1 / (record.amount - 1000)")])
        first, second = self._sent(), self._sent(amount=2000)
        for loan in (first, second):
            self._approve_all(loan)
        with mute_logger(LOGGER):
            self._work()
        states = [loan.sudo().approval_id.work_state for loan in (first, second)]
        self.assertEqual(states, ["failed", "done"])

    def test_it_stands_in_the_place_of_no_decision(self):
        """An action that changes what was decided on ends the approval."""
        self._with_actions([self._action("record.write({'amount': 9})")])
        loan = self._sent()
        self._approve_all(loan)
        self._work()
        self.assertEqual((loan.amount, loan.approval_state), (9, "lapsed"))

    def test_what_does_not_hold_any_more_is_followed_by_nothing(self):
        self._with_actions([self._action()])
        loan = self._sent()
        self._approve_all(loan)
        loan.sudo().approval_id._lapse("term")
        self._work()
        self.assertEqual(loan.name, "Loan 0")
        self.assertFalse(self._runs(loan))

    def test_only_an_administrator_of_the_system_chooses_them(self):
        action = self._action()
        draft = self.route.browse(
            self.route.with_user(self.drafter).action_new_version()["res_id"]
        )
        for name in ("approved_action_ids", "refused_action_ids"):
            with self.assertRaises(AccessError):
                draft.with_user(self.drafter).write({name: [Command.set(action.ids)]})
        other = self._action(model_id=self.env["ir.model"]._get_id("res.partner"))
        with self.assertRaises(ValidationError):
            draft.with_user(self.engineer).approved_action_ids = other
        draft.with_user(self.engineer).approved_action_ids = action
        self.assertIn(self.engineer, draft.drafter_ids)
        with self.assertRaises(ValidationError):
            self.route.with_user(self.engineer).approved_action_ids = action

    def test_a_new_version_keeps_them(self):
        action = self._action()
        version = self._with_actions([action]).with_user(self.drafter)
        draft = version.browse(version.action_new_version()["res_id"])
        self.assertEqual(draft.sudo().approved_action_ids, action)
