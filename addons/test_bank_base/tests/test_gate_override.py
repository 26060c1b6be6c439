# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateOverride(GateCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deciders = cls.env["res.groups"].create({"name": "Deciders"})
        cls.check_amount.override_group_ids = cls.deciders
        cls.decider = new_test_user(
            cls.env, login="decider", groups="bank_base.group_bank_user"
        )
        cls.decider.group_ids += cls.deciders
        cls.document = cls._create_documents()

    def _override(self, user, reason="The amount is settled next week", check=None):
        check = check or self.check_amount
        return self.document.with_user(user).action_override_check(check.id, reason)

    def test_what_is_no_check_is_answered(self):
        document = self.document.with_user(self.decider)
        for check_id in ([[6, 0, [2147483648]]], "1", None, {}):
            with self.assertRaisesRegex(UserError, "Nobody in your role"):
                document.action_override_check(check_id, "Settled")

    def test_by_right_and_with_a_reason(self):
        self.assertTrue(
            self.document.with_user(self.decider).gate_blockers[0]["can_override"]
        )
        self._override(self.decider)
        self.document.with_user(self.employee).action_next_stage()
        self.assertEqual(self.document.stage_id, self.offer)

    def test_the_act_is_logged_without_the_words(self):
        self._override(self.decider)
        row = self.env["bank.decision"].search(
            [
                ("kind", "=", "override"),
                ("res_model", "=", self.document._name),
                ("res_id", "=", self.document.id),
            ]
        )
        self.assertEqual(row.actor_id, self.decider.id)
        self.assertNotIn("settled", row.payload)

    def test_without_the_right_it_is_refused(self):
        for user in (self.employee, self.administrator):
            with self.assertRaisesRegex(UserError, "Nobody in your role"):
                self._override(user)

    def test_without_a_reason_it_is_refused(self):
        for reason in ("", "   ", None, 5):
            with self.assertRaisesRegex(UserError, "Say why"):
                self._override(self.decider, reason=reason)

    def test_what_does_not_block_is_not_let_pass_in_advance(self):
        self.document.amount = 5
        with self.assertRaisesRegex(UserError, "nothing to decide"):
            self._override(self.decider)

    def test_it_holds_for_this_document_and_stage_only(self):
        self._override(self.decider)
        other = self._create_documents()
        self.assertTrue(other.get_blocking_checks())
        self.document.action_next_stage()
        self.document.stage_id = self.new
        self.assertFalse(self.document.get_blocking_checks())

    @mute_logger("odoo.sql_db")
    def test_an_override_is_not_forged(self):
        overrides = self.env["bank.check.override"].with_user(self.decider)
        values = {"res_model": "test.bank.document", "res_id": self.document.id}
        for method, args in (("create", [values]), ("_insert", [[values]])):
            with self.assertRaises(AccessError):
                call_kw(overrides, method, args, {})
        self._override(self.decider)
        with self.assertRaises(psycopg2.Error), self.cr.savepoint():
            self.cr.execute("DELETE FROM bank_check_override")

    def test_the_dialog_asks_only_what_may_be_let_pass(self):
        dialog = (
            self.env["bank.gate.override"]
            .with_user(self.decider)
            .with_context(active_model=self.document._name, active_id=self.document.id)
        )
        self.assertEqual(
            dialog._selection_check_id(), [(str(self.check_amount.id), "No amount")]
        )
        dialog.with_context(
            default_res_model=self.document._name, default_res_id=self.document.id
        ).create(
            {"check_id": str(self.check_amount.id), "reason": "Because"}
        ).action_confirm()
        self.assertFalse(self.document.get_blocking_checks())

    def test_the_dialog_is_turned_away_by_what_has_no_checks(self):
        dialogs = self.env["bank.gate.override"].with_user(self.decider)
        context = {
            "active_model": self.document._name,
            "active_id": self.document.id,
        }
        for model in ("res.partner", "no.such.model"):
            dialog = dialogs.with_context(**context).create(
                {
                    "res_model": model,
                    "res_id": 1,
                    "check_id": str(self.check_amount.id),
                    "reason": "Why not",
                }
            )
            with self.assertRaisesRegex(UserError, "pass no checks"):
                dialog.action_confirm()
