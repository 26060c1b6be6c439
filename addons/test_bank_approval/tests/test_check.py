# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestCheck(ApprovalCommon):
    """The gate that only an approved document passes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.check = cls.env["bank.check"].create(
            {"name": "Approved", "kind": "approval", "model_id": cls.model.id}
        )

    def _reason(self, loan):
        failures = self.check._run(loan).get(loan.id)
        return failures and failures[0]["reason"]

    def test_it_says_what_to_do_at_each_stage(self):
        loan = self._loan()
        self.assertIn("Send it for approval.", self._reason(loan))
        loan.action_request_approval()
        self.assertIn("lawyer", self._reason(loan))
        self._decide(loan, self.lawyer, "return", "No charter.")
        self.assertIn("No charter.", self._reason(loan))
        loan.sudo().approval_id.with_user(self.manager).action_resubmit()
        self._approve_all(loan)
        self.assertFalse(self._reason(loan))

    def test_a_refusal_does_not_pass(self):
        loan = self._sent()
        self._decide(loan, self.guard, "reject", "No.")
        self.assertIn("refused", self._reason(loan))

    def test_other_terms_do_not_pass(self):
        loan = self._sent()
        self._approve_all(loan)
        self.env["ir.attachment"].create(
            {
                "name": "charter",
                "res_model": loan._name,
                "res_id": loan.id,
                "raw": b"new",
            }
        )
        self.assertIn("not what was approved", self._reason(loan))
        loan.amount = 5
        self.assertIn("does not hold", self._reason(loan))

    def test_a_decision_passes_until_its_last_day(self):
        loan = self._sent()
        self._approve_all(loan)
        until = loan.sudo().approval_id.date_lapse
        with freeze_time(until):
            self.assertFalse(self._reason(loan))
        with freeze_time(fields.Date.add(until, days=1)):
            self.assertIn("The decision held until", self._reason(loan))

    def test_conditions_precedent_are_met_first(self):
        loan = self._sent()
        condition = {"kind": "precedent", "name": "A pledge"}
        self._decide(loan, self.lawyer, conditions=[condition])
        for user in (self.guard, self.boss1, self.boss2):
            self._decide(loan, user)
        self.assertIn("A pledge", self._reason(loan))
        self.check.with_precedents = False
        self.assertFalse(self._reason(loan))

    def test_it_asks_the_same_number_of_queries_of_many(self):
        def count(loans):
            return count_queries(self.env, lambda: self.check._run(loans))

        loans = self._loan(10)
        loans.action_request_approval()
        for loan in loans:
            self._approve_all(loan)
        self.assertEqual(count(loans[:2]), count(loans))

    def test_what_is_never_approved_is_not_asked_for_it(self):
        with self.assertRaises(ValidationError):
            self.check.model_id = self.env["ir.model"]._get("res.partner")
