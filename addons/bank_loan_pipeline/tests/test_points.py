# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import BaseCase, tagged

from ..tools import points


@tagged("post_install", "-at_install")
class TestPoints(BaseCase):
    """Worked by hand: who stands in which band, what it gives, what was lost."""

    def setUp(self):
        super().setUp()
        self.card = points.Card(
            500,
            cut_refuse=480,
            cut_pass=530,
            parts={
                "age": points.Characteristic((-30, 10, 40), 0, (18, 25, 40)),
                "purpose": points.Characteristic((20, 5), -10),
            },
        )

    def test_examples(self):
        failed, tried = doctest.testmod(points)
        self.assertTrue(tried)
        self.assertFalse(failed)

    def test_points_of_many_at_once(self):
        columns = {
            "age": [18, 24.99, 25, 70, 3, None],
            "purpose": [0, 1, None, 0, 1, 1],
        }
        places, scores = self.card.score(columns)
        self.assertEqual(places["age"].tolist(), [0, 0, 1, 2, 0, -1])
        self.assertEqual(scores.tolist(), [490, 475, 500, 560, 475, 505])
        self.assertEqual(
            [self.card.judge(score) for score in scores],
            ["review", "refuse", "review", "pass", "refuse", "review"],
        )

    def test_what_was_lost_comes_first(self):
        losses = self.card.get_losses({"purpose": 1, "age": 0})
        self.assertEqual(losses, [("age", 0, -30, 70), ("purpose", 1, 5, 15)])
        self.assertEqual(self.card.get_range(), (460, 560))

    def test_nobody_to_score(self):
        _places, scores = self.card.score({"age": [], "purpose": []})
        self.assertEqual(scores.tolist(), [])
