# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestEvaluation(BankCoreCommon):
    """The chosen checks run over a client, each run kept as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reviewer = cls._create_user(
            "reviewer", "bank_crm_core.group_crm_kyc_reviewer", cls.branch
        )
        # what other addons have chosen is theirs to test
        checks = cls.env["bank.check"].search([("is_in_evaluation", "=", True)])
        checks.is_in_evaluation = False
        cls.inn = cls.env.ref("bank_crm_core.bank_check_evaluation_inn")
        cls.contact = cls.env.ref("bank_crm_core.bank_check_evaluation_contact")
        cls.chosen = cls.inn | cls.contact
        cls.chosen.is_in_evaluation = True

    def _evaluate(self, user=None, client=None):
        client = (client or self.client).with_user(user or self.manager)
        action = client.action_evaluate()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_every_run_is_kept_with_what_each_check_said(self):
        self.inn.reason = "Without it no register is asked"
        first = self._evaluate()
        self.assertEqual((first.state, first.user_id), ("failed", self.manager))
        wrong, right = first.line_ids
        self.assertEqual((wrong.check_id, wrong.is_passed), (self.inn, False))
        self.assertEqual(wrong.remedy, self.inn.remedy)
        self.assertEqual(wrong.reason, self.inn.reason)
        self.assertEqual((right.check_id, right.is_passed), (self.contact, True))
        self.assertFalse(right.reason)
        self.client.inn = "500100732259"
        words, self.inn.name = wrong.name, "Another name"
        second = self._evaluate()
        self.assertEqual(second.state, "passed")
        self.assertEqual((first.state, wrong.name), ("failed", words))
        action = self.client.with_user(self.manager).action_open_evaluations()
        found = self.env["bank.client.evaluation"].search(action["domain"])
        self.assertEqual(found, second | first)

    def test_what_the_shipped_checks_ask(self):
        names = ("identity", "owner", "fresh")
        prefix = "bank_crm_core.bank_check_evaluation_"
        checks = {name: self.env.ref(prefix + name) for name in names}
        checks["screening"] = self.env.ref(f"{prefix}screening")
        today = fields.Date.today()
        firm = self._create_client("ООО Ромашка", client_kind="company")
        failing = {
            name: set(check._find_failures(self.client | firm))
            for name, check in checks.items()
        }
        client, company = {self.client.id}, {firm.id}
        self.assertEqual(failing["identity"], client)
        self.assertEqual(failing["owner"], company)
        self.assertEqual(failing["fresh"], client | company)
        passport = self.env["bank.identity.document"].create(
            {
                "partner_id": self.client.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_foreign").id,
                "number_input": "CZ1234567",
                "date_issued": today - timedelta(days=900),
                "date_expiry": today + timedelta(days=1),
                "is_main": True,
            }
        )
        self.assertFalse(checks["identity"]._find_failures(self.client))
        passport.date_expiry = today - timedelta(days=1)
        self.assertTrue(checks["identity"]._find_failures(self.client))
        self.client.with_user(self.manager).action_confirm_data()
        self.assertFalse(checks["fresh"]._find_failures(self.client))
        self.env["bank.relation"].create(
            {
                "type_id": self.env.ref("bank_crm_core.bank_relation_type_founder").id,
                "partner_from_id": self.client.id,
                "partner_to_id": firm.id,
                "share": 100,
            }
        )
        self.assertFalse(checks["owner"]._find_failures(firm))

    def test_a_review_is_concluded_on_an_evaluation(self):
        review = self.env["bank.kyc.review"].with_user(self.manager)
        review = review.create(
            {
                "partner_id": self.client.id,
                "rating": "low",
                "outcome": "accepted",
                "conclusion": "Known for many years",
            }
        )
        review.action_evaluate()
        self.assertEqual(review.evaluation_line_ids.mapped("is_passed"), [False, True])
        self.assertFalse(any(review.evaluation_line_ids.mapped("reason")))
        self.client.inn = "500100732259"
        review.with_user(self.reviewer).action_conclude()
        first, last = review.evaluation_ids.sorted("id")
        self.assertEqual((first.user_id, first.state), (self.manager, "failed"))
        self.assertEqual((last.user_id, last.state), (self.reviewer, "passed"))
        self.assertEqual(review.evaluation_line_ids, last.line_ids)

    def test_who_evaluates_whom(self):
        self.assertTrue(self._evaluate(self.reviewer))
        self.assertTrue(self._evaluate(self.head))
        for user in (self.colleague, self.operator, self.stranger, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._evaluate(user)
        seen = self.env["bank.client.evaluation"].with_user(self.stranger)
        self.assertFalse(seen.search([("partner_id", "=", self.client.id)]))
        self.assertFalse(
            self.env["bank.client.evaluation.line"]
            .with_user(self.stranger)
            .search([("partner_id", "=", self.client.id)])
        )

    def test_rows_are_written_by_nobody(self):
        run = self._evaluate()
        for user in (self.manager, self.head, self.reviewer, self.auditor):
            own = run.with_user(user)
            for act in (
                lambda own=own: own.write({"state": "passed"}),
                lambda own=own: own.line_ids[:1].write({"is_passed": True}),
                lambda own=own: own.copy(),
                lambda own=own: own.unlink(),
                lambda own=own: own.line_ids.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()

    def test_the_bank_chooses_the_checks(self):
        self.contact.with_user(self.administrator).is_in_evaluation = False
        self.assertEqual(self._evaluate().line_ids.check_id, self.inn)
        self.inn.with_user(self.administrator).is_in_evaluation = False
        with self.assertRaises(UserError):
            self._evaluate()
        with self.assertRaises(ValidationError):
            self.env["bank.check"].create(
                {
                    "name": "Of a user",
                    "model_id": self.env["ir.model"]._get_id("res.users"),
                    "is_in_evaluation": True,
                }
            )
