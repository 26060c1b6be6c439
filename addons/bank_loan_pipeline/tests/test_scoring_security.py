# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import RaiseException

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ScoringCommon


@tagged("post_install", "-at_install")
class TestScoringSecurity(ScoringCommon):
    """Who sees a score and its points, and what nobody can claim."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.application = cls._create_application()
        cls.application.action_score()
        cls.result = cls.application.scoring_result_id

    def test_who_sees_the_score(self):
        for user, reads in (
            (self.manager, True),
            (self.head, True),
            (self.underwriter, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.employee, False),
            (self.administrator, False),
        ):
            own = self.result.with_user(user)
            with self.subTest(user=user.login):
                found = own.has_access("read") and own.search([("id", "=", own.id)])
                self.assertEqual(bool(found), reads)

    def test_who_sells_does_not_see_the_points(self):
        own = self.result.with_user(self.manager)
        for name in ("reasons", "scorecard_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                own.read([name])
        self.assertIn("Debt burden", own.reasons_table)
        self.assertNotIn("Lost", own.reasons_table)
        shown = self.application.with_user(self.manager).score_reasons
        self.assertIn("Debt burden", shown)
        self.assertNotIn("Lost", shown)
        self.assertIn("Lost", self.result.with_user(self.underwriter).reasons_table)
        for model in ("bank.scorecard", "bank.scorecard.band"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.manager).search([]).read(["name"])

    def test_nobody_forges_a_score(self):
        for values in (
            {"score": 900},
            {"score_verdict": "pass"},
            {"scoring_result_id": self.result.id},
            {"scoring_result_ids": [(5,)]},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.application.with_user(self.manager).write(values)
        results = self.env["bank.scoring.result"]
        values = {"application_id": self.application.id, "score": 900}
        for user in (self.manager, self.underwriter, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                results.with_user(user).create(values)
        with self.assertRaises(AccessError):
            self.result.sudo().write({"score": 900})
        with self.assertRaises(AccessError):
            self.result.sudo().unlink()

    def test_the_table_refuses_a_change(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(RaiseException):
            self.env.cr.execute(
                "UPDATE bank_scoring_result SET score = 900 WHERE id = %s",
                [self.result.id],
            )

    def test_who_scores(self):
        for user in (self.manager, self.head, self.underwriter):
            self.application.with_user(user).action_score()
        for user in (
            self.colleague,
            self.operator,
            self.stranger,
            self.auditor,
            self.administrator,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.application.with_user(user).action_score()

    def test_a_withdrawn_application_is_not_scored(self):
        self.application.action_withdraw()
        with self.assertRaisesRegex(UserError, "in work"):
            self.application.action_score()

    def test_cards_are_drawn_by_administrators_only(self):
        for user in (self.manager, self.underwriter, self.auditor):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.card.with_user(user).action_new_version()
                with self.assertRaises(AccessError):
                    self.env["bank.scorecard"].with_user(user).create({"name": "Mine"})
        draft = self.card.with_user(self.administrator).action_new_version()
        replays = self.env["bank.scorecard.replay"].with_user(self.underwriter)
        with self.assertRaises(AccessError):
            replays.create({"scorecard_id": draft["res_id"]}).action_run()
        with self.assertRaises(UserError):
            self._draw_card(state="published")
