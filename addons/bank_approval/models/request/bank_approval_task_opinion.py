# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# what the caller says → what the opinion is
OPINIONS = {"approve": "positive", "remark": "remarks", "reject": "negative"}
VOTES = ("approve", "reject", "return", "abstain")


class BankApprovalTask(models.Model):
    """Whoever is asked for an opinion judges the matter and decides nothing."""

    _inherit = "bank.approval.task"

    opinion = fields.Selection(
        selection=[
            ("positive", "Positive"),
            ("remarks", "With Remarks"),
            ("negative", "Negative"),
        ],
        readonly=True,
        help="It stops nothing: those who decide read it.",
    )
    is_opinion = fields.Boolean(
        string="Asked for an Opinion", compute="_compute_is_opinion"
    )
    can_return = fields.Boolean(compute="_compute_is_opinion")

    @api.depends("kind", "step_id.kind")
    def _compute_is_opinion(self):
        for task in self:
            task.is_opinion = task._is_opinion()
            task.can_return = "return" in task._get_choices()

    def _is_opinion(self):
        return self.kind == "opinion" or self.sudo().step_id.kind == "opinion"

    def _get_choices(self):
        """Return what whoever is asked can say here."""
        if self.kind == "opinion":
            # he was asked by a colleague, who alone may stop the matter
            return tuple(OPINIONS)
        if self._is_opinion():
            return (*OPINIONS, "return")
        return VOTES

    def _get_choice_blocker(self, decision):
        """Return why this cannot be said here, or False."""
        if decision in self._get_choices():
            return False
        if self._is_opinion():
            return self.env._("An opinion is positive, with remarks or negative.")
        return self.env._("Approve, refuse, return or abstain.")
