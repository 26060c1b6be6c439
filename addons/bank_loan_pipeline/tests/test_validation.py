# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The table of validation: who verifies what, and that all of it was verified."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestValidation(LoanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lawyer = cls._create_user(
            "lawyer", "bank_approval.group_approval_legal_officer", cls.region
        )
        cls.application = cls._create_application()
        cls.check = cls.env.ref("bank_loan_pipeline.bank_check_validation")

    def _fill(self):
        self.application.action_fill_validation()
        return self.application.validation_ids

    def _row(self, name):
        item = self.env.ref(f"bank_loan_pipeline.bank_validation_item_{name}")
        return self.application.validation_ids.filtered(lambda row: row.item_id == item)

    def _answer_all(self):
        for row in self.application.validation_ids.filtered(
            lambda r: r.result == "open"
        ):
            user = self.lawyer if row.group_id else self.manager
            row.with_user(user).result = "passed"

    def _get_failure(self):
        return self.check._find_failures(self.application).get(self.application.id, "")

    def test_checks_answer_theirs_and_people_the_rest(self):
        self._fill()
        self.assertEqual(self._row("limits").result, "passed")
        self.assertFalse(self._row("limits").user_id)
        self.assertEqual(self._row("identity").partner_id, self.client)
        self.assertEqual(self._row("legal").result, "open")
        self.application.income_month = 1
        self._fill()
        self.assertEqual(self._row("burden").result, "failed")
        self.assertIn("income", self._row("burden").comment)
        with self.assertRaisesRegex(AccessError, "check answers it"):
            self._row("burden").result = "passed"

    def test_each_item_is_verified_by_its_role(self):
        self._fill()
        with self.assertRaisesRegex(AccessError, "Legal Officer"):
            self._row("legal").with_user(self.manager).result = "passed"
        self._row("legal").with_user(self.lawyer).result = "passed"
        self.assertEqual(self._row("legal").user_id, self.lawyer)
        self.assertTrue(self._row("legal").date)
        with self.assertRaises(AccessError):
            self._row("use").with_user(self.lawyer).result = "passed"
        with self.assertRaises(AccessError):
            self._row("use").with_user(self.stranger).result = "passed"
        with self.assertRaisesRegex(AccessError, "Whoever may change"):
            self._row("use").with_user(self.colleague).result = "passed"

    def test_what_is_not_passed_is_explained(self):
        self._fill()
        with self.assertRaisesRegex(UserError, "say in the comment"):
            self._row("use").result = "failed"
        self._row("use").write({"result": "failed", "comment": "Нет сметы"})
        self.assertEqual(self._row("use").user_id, self.manager)

    def test_complete_closes_it_and_the_gate_asks_for_it(self):
        self.assertIn("not complete", self._get_failure())
        self._fill()
        with self.assertRaisesRegex(UserError, "To be verified"):
            self.application.action_complete_validation()
        self._answer_all()
        self.application.action_complete_validation()
        self.assertEqual(self.application.validation_state, "complete")
        self.assertFalse(self._get_failure())
        with self.assertRaisesRegex(AccessError, "complete"):
            self._row("use").result = "open"
        rows = self.env["bank.decision"].search_count(
            [("kind", "=", "validation"), ("res_id", "=", self.application.id)]
        )
        self.assertEqual(rows, 1)

    def test_what_is_not_passed_holds_the_gate(self):
        self._fill()
        self._row("use").write({"result": "failed", "comment": "Нет сметы"})
        self._answer_all()
        self.application.action_complete_validation()
        self.assertIn("purpose is proved", self._get_failure())
        self._row("use").item_id.sudo().must_pass = False
        self.assertFalse(self._get_failure())

    def test_another_party_is_verified_too(self):
        self._fill()
        self._answer_all()
        self.application.action_complete_validation()
        self.env["bank.application.party"].with_user(self.manager).create(
            {
                "application_id": self.application.id,
                "partner_id": self.colleague_client.id,
                "role": "guarantor",
            }
        )
        self.assertIn("Fill In the Table", self._get_failure())
        self._fill()
        self.assertEqual(len(self._row("identity")), 2)
        kept = self._row("use")
        self.assertEqual(kept.result, "passed")

    def test_nobody_forges_a_table(self):
        row = self._fill()[0]
        for values in ({"user_id": self.lawyer.id}, {"date": "2020-01-01"}):
            with self.assertRaises(UserError):
                row.with_user(self.manager).write(values)
        with self.assertRaises(UserError):
            self.application.with_user(self.manager).validation_state = "complete"
        with self.assertRaises(AccessError):
            row.with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            row.with_user(self.manager).create(
                {"application_id": self.application.id, "item_id": row.item_id.id}
            )
        with self.assertRaises(AccessError):
            self.application.with_user(self.lawyer).action_complete_validation()
