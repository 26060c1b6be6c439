# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class TestBankGuess(models.AbstractModel):
    """The whole adoption of trained models: train, measure both, predict.

    The purpose is its code, the kind an entry of ``bank.registry.model``. What is
    guessed is always the commonest topic.
    """

    _name = "test.bank.guess"
    _description = "Test Guess"

    @api.model
    def _train(self, rows):
        """Enter a challenger that has learned from rows of (text, topic)."""
        topics = [topic for _text, topic in rows]
        commonest = max(sorted(set(topics)), key=topics.count)
        return self.env["bank.model"]._enter_version(
            "test_guess",
            "test_topics",
            self._hash_rows(rows),
            parameters={"topic": commonest},
            count=len(rows),
        )

    @api.model
    def _measure(self, challenger, rows):
        """Measure the challenger and who is in force on the same unseen rows."""
        models_sudo = self.env["bank.model"]._get_champion("test_guess") | challenger
        for model in models_sudo:
            right = sum(topic == model.parameters["topic"] for _text, topic in rows)
            model._record_figure(
                "accuracy", right / len(rows), self._hash_rows(rows), len(rows)
            )

    @api.model
    def _guess(self):
        """Return the topic by the model in force, False where there is none."""
        champion = self.env["bank.model"]._get_champion("test_guess")
        return champion.parameters["topic"] if champion else False

    def _hash_rows(self, rows):
        return self.env["bank.decision"]._hash_text(repr(rows))
