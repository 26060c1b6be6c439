# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import time
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.auth_totp.models import res_users as totp_users
from odoo.addons.auth_totp.models.totp import hotp
from odoo.addons.bank_approval.models.factor import bank_approval_task as factor

from .common import ApprovalCommon

SECRET = b"12345678901234567890"


@tagged("post_install", "-at_install")
class TestFactor(ApprovalCommon):
    """A decision confirmed with a code, and a step that a formula asks for."""

    def setUp(self):
        super().setUp()
        self.law.sudo().write({"asks_second_factor": True})
        self.session = {}
        fake = SimpleNamespace(
            session=self.session,
            httprequest=SimpleNamespace(environ={"REMOTE_ADDR": "127.0.0.1"}),
        )
        for module in (factor, totp_users):
            patcher = patch.object(module, "request", fake)
            patcher.start()
            self.addCleanup(patcher.stop)

    def _set_up_totp(self, user):
        user.sudo().totp_secret = base64.b32encode(SECRET).decode()
        self.env.flush_all()

    def _code(self, shift=0):
        return f"{hotp(SECRET, int(time.time() / 30) + shift):06}"

    def _dialog(self, loan, **values):
        task = self._task(loan, self.lawyer)
        dialogs = self.env["bank.approval.decide"].with_user(self.lawyer)
        return dialogs.create({"task_id": task.id, "comment": "so", **values})

    def test_without_the_code_nothing_is_decided(self):
        loan = self._sent()
        self._set_up_totp(self.lawyer)
        with self.assertRaisesRegex(UserError, "authenticator"):
            self._decide(loan, self.lawyer)
        dialog = self._dialog(loan)
        self.assertTrue(dialog.needs_code)
        dialog.action_approve()
        self.assertIn("six digits", dialog.code_error)
        dialog.code = f"{(int(self._code()) + 1) % 1_000_000:06}"
        dialog.action_approve()
        self.assertTrue(dialog.code_error)
        self.assertEqual(self._states(loan)["Lawyer"], "pending")

    def test_with_the_code_it_is_decided_and_the_code_is_kept_nowhere(self):
        loan, other = self._sent(), self._sent()
        self._set_up_totp(self.lawyer)
        dialog = self._dialog(loan, code=self._code())
        dialog.action_approve()
        self.assertEqual(self._states(loan)["Lawyer"], "approved")
        self.assertFalse(dialog.code)
        # for some minutes one code is enough, for this user alone
        self._decide(other, self.lawyer)
        self.assertEqual(self._states(other)["Lawyer"], "approved")

    def test_an_old_or_foreign_confirmation_is_none(self):
        loan = self._sent()
        for value in (
            [self.lawyer.id, time.time() - 301],
            [self.guard.id, time.time()],
        ):
            self.session[factor.KEY] = value
            with self.assertRaisesRegex(UserError, "authenticator"):
                self._decide(loan, self.lawyer)

    def test_whoever_has_no_second_factor_is_told_to_set_it_up(self):
        loan = self._sent()
        with self.assertRaisesRegex(UserError, "two-factor"):
            self._dialog(loan, code="123456").action_approve()

    def test_what_was_said_without_a_code_is_not_said_with_one(self):
        self.law.sudo().asks_second_factor = False
        self.board.sudo().write({"asks_second_factor": True, "level": 1})
        self.law.sudo().level = 1
        self.board.sudo().user_ids = self.lawyer
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        # asked again, and for the code
        with self.assertRaisesRegex(UserError, "authenticator"):
            self._decide(loan, self.lawyer)
        self.session[factor.KEY] = [self.lawyer.id, time.time()]
        self._decide(loan, self.lawyer)
        self.assertEqual(loan.approval_state, "approved")

    def test_other_steps_ask_for_no_code(self):
        loan = self._sent()
        self._decide(loan, self.guard)
        self.assertEqual(self._states(loan)["Security"], "approved")

    # A formula as the condition of a step

    def _formula(self, text):
        self.env["bank.formula.variable"].create(
            [
                {"model_id": self.model.id, "name": name, "field_path": name}
                for name in ("term_months", "amount")
            ]
        )
        formula = self.env["bank.formula"].create(
            {
                "name": "Needed",
                "code": "t_needed",
                "model_id": self.model.id,
                "text": text,
            }
        )
        formula.action_put_into_force()
        return formula

    def test_a_step_is_left_out_where_its_formula_says_no(self):
        self.law.sudo().formula_id = self._formula("term_months > 12")
        short, long = self._sent(term_months=6), self._sent(term_months=24)
        self.assertEqual(self._states(short)["Lawyer"], "skipped")
        self.assertEqual(self._states(long)["Lawyer"], "pending")

    def test_where_the_formula_cannot_tell_the_step_is_asked(self):
        self.law.sudo().formula_id = self._formula("1 / term_months > 5")
        loan = self._sent(term_months=0, amount=10)
        self.assertEqual(self._states(loan)["Lawyer"], "pending")

    def test_a_formula_that_is_no_answer_is_refused(self):
        formula = self._formula("amount")
        with self.assertRaises(ValidationError):
            self.law.sudo().formula_id = formula
