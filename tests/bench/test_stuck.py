# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The forecast beats the fixed rule where there is something to learn, and only there."""

import dataclasses
from unittest.mock import patch

import numpy as np
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import BaseCase, TransactionCase, new_test_user, tagged

from odoo.addons.bank_approval.models.stuck.bank_approval_task import Places
from odoo.addons.bank_approval.tools import stuck_trial
from odoo.addons.bank_base.tools.clock_columns import to_moments

from . import stuck_history

COUNT, MONTHS = 8000, 10


@tagged("post_install", "-at_install")
class TestStuck(BaseCase):
    def _try(self, make):
        history, work = make(COUNT, MONTHS)
        border = stuck_history.find_border(history)
        return stuck_trial.try_out(
            history.rows, work, history.absences, border, history.now
        )

    def test_it_beats_the_fixed_rule_on_months_it_has_not_seen(self):
        model, figures, held = self._try(stuck_history.make_history)
        self.assertTrue(figures.is_better, figures)
        self.assertGreater(figures.count, stuck_trial.FEWEST)
        self.assertLess(model.slopes["load"][0], 0, "who has more open answers later")
        self.assertLess(model.slopes["lacks"][0], 0)
        self.assertLess(model.slopes["absent"][0], 0)
        self.assertGreater(held.rows.start.min(), 0)

    def test_where_there_is_nothing_to_learn_it_does_not_come_into_force(self):
        _model, figures, _held = self._try(stuck_history.make_noise)
        self.assertGreater(figures.count, stuck_trial.FEWEST)
        self.assertFalse(figures.is_better, figures)


@tagged("post_install", "-at_install")
class TestStuckTraining(TransactionCase):
    """From the bank's own answers to a version that may come into force, or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env, login="t_models", groups="bank_base.group_bank_model_owner"
        )

    def _train(self, make):
        history, work = make(COUNT, MONTHS)
        places = Places(*(np.ones(len(history.rows), dtype=int) for _one in range(4)))
        places = dataclasses.replace(places, is_vote=places.turn > 0)
        tasks = type(self.env["bank.approval.task"])
        with (
            freeze_time(to_moments(np.array([history.now]))[0]),
            patch.object(tasks, "_read_waiting", lambda *_args: (history.rows, places)),
            patch.object(tasks, "_read_absences", lambda _self: history.absences),
            patch.object(tasks, "_get_work_time", lambda _self: work),
        ):
            return self.env["bank.approval.forecast"]._train().with_user(self.owner)

    def test_what_beats_the_fixed_rule_comes_into_force_by_its_owner(self):
        version = self._train(stuck_history.make_history)
        version.action_promote()
        _version, model = self.env["bank.model"]._get_stuck_model()
        self.assertLess(model.slopes["load"][0], 0)
        again = self._train(stuck_history.make_history)
        with self.assertRaisesRegex(UserError, "does not beat"):
            again.action_promote()
        marks = set(version.sudo().figure_ids.mapped("data_hash"))
        self.assertEqual(marks, set(again.sudo().figure_ids.mapped("data_hash")))

    def test_what_has_learned_nothing_does_not(self):
        version = self._train(stuck_history.make_noise)
        with self.assertRaisesRegex(UserError, "fixed rule"):
            version.action_promote()
        self.assertEqual(
            self.env["bank.model"]._get_stuck_model(), (version.browse().sudo(), None)
        )
