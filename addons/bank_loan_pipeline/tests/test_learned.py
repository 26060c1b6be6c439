# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A scorecard learned from past loans: in the registry, on the application, at the gate."""

import base64
from functools import partial

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from ..models.scoring.bank_registry_model import METRIC
from .common import ScoringCommon


def make_table(count=240):
    """Past loans of which those with much debt went bad, nearly all."""
    lines = ["amount;income_month;debt_month;outcome"]
    for row in range(count):
        debt = 1_000 * (row % 40)
        bad = debt > 20_000 and row % 7 != 0
        lines.append(f"{100_000 + 1000 * (row % 9)};90000;{debt};{int(bad)}")
    return "\n".join(lines).encode()


@tagged("post_install", "-at_install")
class TestLearned(ScoringCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = cls._create_user(
            "analyst", "bank_crm_core.group_crm_analyst", cls.region
        )
        cls.owner = cls._create_user(
            "owner", "bank_base.group_bank_model_owner", cls.region
        )

    def _learn(self, content=None, user=None, **values):
        dialogs = self.env["bank.scorecard.learn"].with_user(user or self.analyst)
        content = base64.b64encode(make_table() if content is None else content)
        action = dialogs.create({"file": content, **values}).action_learn()
        return self.env["bank.model"].browse(action["res_id"])

    def _put_into_force(self, model):
        model.with_user(self.owner).action_promote()

    def test_a_challenger_is_measured_on_loans_held_out(self):
        model = self._learn(note="The first one")
        figure = model._get_last_figure(METRIC)
        self.assertEqual(model.data_count + figure.data_count, 240)
        self.assertNotEqual(figure.data_hash, model.data_hash)
        self.assertGreater(figure.value, 0.8)
        self.assertEqual((model.state, model.note), ("challenger", "The first one"))
        self.assertEqual(model.trained_by_id, self.analyst)
        self._put_into_force(model)
        self.assertEqual(model.state, "champion")

    def test_a_worse_one_does_not_take_its_place(self):
        self._put_into_force(self._learn())
        rival = self._learn()
        with self.assertRaisesRegex(UserError, "does not beat"):
            self._put_into_force(rival)

    def test_cut_offs_are_replayed_on_loans_held_out(self):
        model = self._learn()
        for row in model.parameters["cuts"]:
            self.assertEqual(row["refused"], row["bad_refused"] + row["good_refused"])
        refused = [row["refused"] for row in model.parameters["cuts"]]
        self.assertEqual(refused, sorted(refused, reverse=True))
        self.assertIn("o_bank_score_cuts", model.cut_table)

    def test_it_stands_beside_the_points(self):
        application = self._create_application()
        application.action_score()
        self.assertFalse(application.is_score_learned)
        self._put_into_force(self._learn())
        application.action_score()
        low = application.score_probability
        self.assertTrue(application.is_score_learned)
        self.assertIn("lowers the risk", application.score_learned)
        application.debt_month = 38_000
        application.action_score()
        self.assertGreater(application.score_probability, low)
        self.assertIn("raises the risk", application.score_learned)
        result = application.scoring_result_id.sudo()
        self.assertNotIn("38000", str(result.learned_reasons))
        self.assertEqual(len(application.scoring_result_ids), 3)

    def test_many_take_as_many_statements_as_few(self):
        self._put_into_force(self._learn())
        rows = self.env["bank.application"]
        for _number in range(5):
            rows |= self._create_application(self._create_deal(amount=100_000))
        models = self.env["bank.model"]
        counts = []
        for part in (rows[:1], rows):
            self.assertEqual(len(models._predict_bad(part)), len(part))
            predict = partial(models._predict_bad, part)
            counts.append(count_queries(self.env, predict))
        self.assertEqual(*counts)

    def test_the_gate_asks_how_likely_it_goes_bad(self):
        check = self.env["bank.check"].create(
            {
                "name": "Score",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "kind": "score",
                "probability_max": 30,
            }
        )
        application = self._create_application(debt_month=0)
        application.action_score()
        # gates judge with the rights of the server
        judged = application.sudo()

        def find():
            return check._find_failures_score(judged).get(application.id, "")

        self.assertIn("No learned scorecard", find())
        self._put_into_force(self._learn())
        self.assertFalse(find())
        # the points stay in their bands, the learned one does not pass it any more
        check.probability_max = 0.1
        self.assertIn("go bad", find())
        check.probability_max = 0
        self.assertFalse(find())

    def test_bad_tables_are_answered(self):
        for content, words in (
            (b"\xff\xfe\x00", "UTF-8"),
            (b"amount\n1", "outcome"),
            (b"amount;amount;outcome\n1;2;0", "name of its own"),
            (b"secret;outcome\n1;0", "No names in formulas"),
            (b"amount;outcome\n1;2", "0 or 1"),
            (b"amount;outcome\n1", "more or fewer"),
            (b"amount;outcome\n1;0\n2;1", "At least"),
            (b"", "outcome"),
        ):
            with (
                self.subTest(content=content),
                self.assertRaisesRegex(UserError, words),
            ):
                self._learn(content)

    def test_who_learns_does_not_put_into_force(self):
        for user in (self.manager, self.underwriter, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._learn(user=user)
        model = self._learn()
        self.analyst.group_ids += self.env.ref("bank_base.group_bank_model_owner")
        with self.assertRaisesRegex(UserError, "does not put it into force"):
            model.with_user(self.analyst).action_promote()
