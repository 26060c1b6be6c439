# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankPaper(models.Model):
    """The whole adoption of the transition mixin."""

    _name = "test.bank.paper"
    _description = "Test Paper"
    _inherit = ["bank.transition.mixin"]

    name = fields.Char(required=True)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("sent", "Sent"), ("signed", "Signed")],
        default="draft",
        required=True,
    )

    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "sent"): "_get_send_blocker",
            ("sent", "signed"): "_get_no_blocker",
        }

    def _get_send_blocker(self):
        unnamed = self.filtered(lambda paper: paper.name == "Untitled")
        return dict.fromkeys(unnamed.ids, "Give the paper a title.")

    def action_send(self):
        self._transition("sent")
