# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """A gate that asks for a score of the data as they are now."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("score", "Score")], ondelete={"score": "cascade"}
    )
    score_review = fields.Boolean(
        string="Lets “To Be Looked At” Pass",
        default=True,
        help="Otherwise an underwriter's verdict is waited for.",
    )

    def _find_failures_score(self, documents):
        """Scores of other data do not count: whoever changes them scores anew."""
        failures = {}
        for card, applications in documents._group_by_card().items():
            if not card:
                reason = card._get_no_card_reason(applications)
                failures.update(dict.fromkeys(applications.ids, reason))
                continue
            now = card._score(applications)
            for application in applications:
                reason = self._get_score_failure(application, card, now)
                if reason:
                    failures[application.id] = reason
        return failures

    def _get_score_failure(self, application, card, now):
        result = application.scoring_result_id
        if not result:
            return self.env._("It is not scored yet")
        if result.scorecard_id != card:
            return self.env._("It was scored by another scorecard")
        if result._get_places() != now[application.id].places:
            return self.env._("Its data have changed since it was scored")
        if result.verdict == "refuse":
            return self.env._(
                "The score is below the cut-off: %(score)s", score=result.score
            )
        if result.verdict == "review" and not self.score_review:
            return self.env._(
                "The score asks an underwriter to look: %(score)s", score=result.score
            )
        return False
