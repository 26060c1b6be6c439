# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

GROUPS = "bank_base.group_bank_model_owner"


@tagged("post_install", "-at_install")
class TestModel(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trainer = new_test_user(cls.env, login="t_trainer", groups=GROUPS)
        cls.owner = new_test_user(cls.env, login="t_owner", groups=GROUPS)
        cls.clerk = new_test_user(
            cls.env, login="t_clerk", groups="bank_base.group_bank_administrator"
        )
        cls.champion = cls._train(0.8)
        cls.champion.action_promote()

    @classmethod
    def _train(cls, value=None, kind="test_topics", metric="accuracy", data="held"):
        model = (
            cls.env["bank.model"]
            .with_user(cls.trainer)
            ._enter_version(
                "topics_ru", kind, "train", parameters={"w": [1, 2]}, count=900
            )
        )
        if value is not None:
            model._record_figure(metric, value, data, 100)
        return model.with_user(cls.owner)

    def _read_log(self):
        domain = [("kind", "=", "model"), ("res_model", "=", "bank.model")]
        return self.env["bank.decision"].search(domain, order="id")

    def test_a_better_challenger_takes_the_place(self):
        challenger = self._train(0.81)
        self.assertEqual(challenger.version, 2)
        before = self._read_log()
        challenger.action_promote()
        self.assertEqual(challenger.state, "champion")
        self.assertEqual(self.champion.state, "retired")
        self.assertEqual(challenger.put_by_id, self.owner)
        self.assertEqual(self.env["bank.model"]._get_champion("topics_ru"), challenger)
        payload = json.loads((self._read_log() - before).payload)
        self.assertEqual(payload["step"], "promoted")
        self.assertEqual(payload["previous_version"], 1)

    def test_equal_or_worse_stays_outside(self):
        for value in (0.8, 0.79):
            with self.assertRaisesRegex(UserError, "does not beat"):
                self._train(value).action_promote()

    def test_less_is_better_where_the_kind_says_so(self):
        first, worse, better = (
            self._train(value, kind="test_loss", metric="log_loss").with_user(
                self.owner
            )
            for value in (0.5, 0.6, 0.4)
        )
        self.champion.action_retire()
        first.action_promote()
        with self.assertRaises(UserError):
            worse.action_promote()
        better.action_promote()

    def test_both_are_measured_on_the_same_data_held_out(self):
        challenger = self._train(0.99, data="other")
        with self.assertRaisesRegex(UserError, "same held-out data"):
            challenger.action_promote()
        self.champion._record_figure("accuracy", 0.7, "other", 50)
        challenger.invalidate_recordset()
        challenger.action_promote()

    def test_not_measured_or_measured_on_the_training_data(self):
        with self.assertRaisesRegex(UserError, "not measured"):
            self._train().action_promote()
        with self.assertRaisesRegex(UserError, "trained on"):
            self._train(0.99, data="train").action_promote()
        with self.assertRaisesRegex(UserError, "not measured"):
            self._train(0.99, metric="another").action_promote()

    def test_models_of_an_addon_that_is_gone_are_still_listed(self):
        model = self._train(0.9)
        self.env.cr.execute(
            "UPDATE bank_model SET kind = 'gone' WHERE id = %s", [model.id]
        )
        model.invalidate_recordset()
        self.assertIn("not installed", model.promote_blocker)
        with self.assertRaisesRegex(UserError, "not installed"):
            model.action_promote()

    def test_not_by_the_trainer_nor_without_the_right(self):
        challenger = self._train(0.9)
        with self.assertRaisesRegex(UserError, "trained"):
            challenger.with_user(self.trainer).action_promote()
        with self.assertRaises(AccessError):
            challenger.with_user(self.clerk).action_promote()

    def test_going_back(self):
        challenger = self._train(0.81)
        with self.assertRaisesRegex(UserError, "never in force"):
            self._train(0.2).action_roll_back()
        challenger.action_promote()
        self.champion.action_roll_back()
        self.assertEqual(self.champion.state, "champion")
        self.assertEqual(challenger.state, "retired")
        self.assertIn("rolled_back", self._read_log()[-1].payload)

    def test_forgeries(self):
        challenger = self._train(0.1)
        figure = {
            "model_id": challenger.id,
            "metric": "accuracy",
            "value": 1.0,
            "data_hash": "held",
            "data_count": 1,
        }
        models = challenger.browse()
        calls = (
            (challenger, "write", [challenger.ids, {"state": "champion"}]),
            (challenger, "write", [challenger.ids, {"trained_by_id": self.clerk.id}]),
            (challenger, "write", [challenger.ids, {"parameters": {}}]),
            (challenger, "write", [challenger.ids, {"figure_ids": [(0, 0, figure)]}]),
            (models, "create", [{"code": "x", "kind": "test_topics"}]),
            (models, "_enter_version", ["x", "test_topics", "h"]),
            (models, "_record_figure", ["accuracy", 1.0, "held", 1]),
            (self.env["bank.model.figure"].with_user(self.owner), "create", [figure]),
        )
        for records, method, args in calls:
            for context in ({}, {"bank_transition_token": True}):
                with self.assertRaises(UserError, msg=(method, args)):
                    call_kw(records, method, args, {"context": context})
        with self.assertRaises(UserError):
            challenger.sudo().unlink()
