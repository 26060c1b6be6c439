# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The forecast beats the fixed rule where there is something to learn, and only there."""

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_approval.tools import stuck_trial

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
