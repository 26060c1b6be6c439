# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ScoringCommon


@tagged("post_install", "-at_install")
class TestScoringOverride(ScoringCommon):
    """An underwriter's verdict takes the place of a score, within his right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        matrix = cls.env["bank.authority.matrix"].create(
            {
                "name": "Limits",
                "limit_ids": [
                    Command.create(
                        {"user_id": cls.underwriter.id, "exposure_limit": 350_000}
                    )
                ],
            }
        )
        matrix.action_publish()
        cls.limit = matrix.limit_ids
        cls.application = cls._create_application(income_month=30_000)
        cls.application.action_score()

    def _override(self, verdict="pass", reason="A deposit covers it.", user=None):
        application = self.application.with_user(user or self.underwriter)
        dialog = application.env["bank.scoring.override"].create(
            {
                "application_id": application.id,
                "result_id": application.scoring_result_id.id,
                "verdict": verdict,
                "reason": reason,
            }
        )
        dialog.action_confirm()
        self.application.invalidate_recordset()

    def test_a_verdict_with_its_reason(self):
        first = self.application.scoring_result_id
        self.assertEqual(first.verdict, "refuse")
        self.assertTrue(self.application.with_user(self.underwriter).can_override_score)
        self._override()
        result = self.application.scoring_result_id
        self.assertEqual((result.verdict, result.score), ("pass", first.score))
        self.assertEqual(result.overridden_id, first)
        self.assertEqual(result.override_reason, "A deposit covers it.")
        self.assertEqual(
            (result.user_id, result.limit_id), (self.underwriter, self.limit)
        )
        row = self.env["bank.decision"].search([("kind", "=", "score_override")])
        self.assertEqual(row.res_id, self.application.id)
        self.assertNotIn("deposit", row.payload)
        self.assertEqual(first.verdict, "refuse")

    def test_it_holds_while_the_data_are_the_same(self):
        check = self.env["bank.check"].create(
            {
                "name": "Scored",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "kind": "score",
            }
        )
        self._override()
        self.assertFalse(check._find_failures(self.application))
        self.application.purpose = False
        self.assertTrue(check._find_failures(self.application))

    def test_beyond_his_right_it_is_refused(self):
        self._create_agreement(balance=100_000, amount=100_000)
        self.assertFalse(
            self.application.with_user(self.underwriter).can_override_score
        )
        with self.assertRaisesRegex(UserError, "goes beyond how far you decide"):
            self._override()

    def test_who_sells_does_not_judge(self):
        self.underwriter.group_ids = [
            Command.link(self.env.ref("bank_crm_core.group_crm_manager").id)
        ]
        self.deal.sudo().user_id = self.underwriter
        with self.assertRaisesRegex(UserError, "Who sells a loan"):
            self._override()

    def test_only_underwriters_judge(self):
        for user in (self.manager, self.head, self.operator, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._override(user=user)
        with self.assertRaises(AccessError):
            self.application._override_score(
                self.application.scoring_result_id, "pass", "so"
            )

    def test_a_reason_is_asked_for(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self._override(reason="   ")
        with self.assertRaisesRegex(UserError, "says already"):
            self._override(verdict="refuse")

    def test_what_was_scored_anew_is_looked_at_again(self):
        application = self.application.with_user(self.underwriter)
        seen = application.scoring_result_id
        self.application.action_score()
        with self.assertRaisesRegex(UserError, "scored anew meanwhile"):
            application._override_score(seen, "pass", "so")

    def test_a_decided_application_keeps_its_score(self):
        self.application.income_month = 100_000
        self._send(self.application)
        self._decide(self.application)
        with self.assertRaisesRegex(UserError, "decided on"):
            self._override(verdict="review")

    def test_whoever_sells_does_not_undo_a_verdict(self):
        """Scored anew, and with data changed and changed back, the verdict stays."""
        application = self.application.with_user(self.manager)
        application.income_month = 100_000
        application.action_score()
        self.assertEqual(application.score_verdict, "pass")
        self._override(verdict="refuse", reason="Hides a loan.")
        judged = self.application.scoring_result_id
        application.action_score()
        self.assertEqual(application.score_verdict, "refuse")
        application.income_month = 30_000
        application.action_score()
        self.assertFalse(application.scoring_result_id.overridden_id)
        application.income_month = 100_000
        application.action_score()
        self.assertEqual(application.score_verdict, "refuse")
        self.assertEqual(application.scoring_result_id, judged)

    def test_the_last_verdict_on_the_same_data_counts(self):
        self._override(verdict="review")
        self._override(verdict="pass")
        self.application.with_user(self.manager).action_score()
        self.assertEqual(self.application.score_verdict, "pass")

    def test_what_is_decided_on_is_not_scored_anew(self):
        self.application.income_month = 100_000
        before = self.application.scoring_result_id
        self._send(self.application)
        self._decide(self.application)
        for user in (self.manager, self.underwriter):
            with self.subTest(user=user.login):
                with self.assertRaisesRegex(UserError, "decided on"):
                    self.application.with_user(user).action_score()
        self.assertEqual(self.application.scoring_result_id, before)
        other = self._create_application(self._create_deal(amount=300_000))
        with self.assertRaisesRegex(UserError, "decided on"):
            (self.application | other).action_score()
