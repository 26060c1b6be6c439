# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCommitteeBallot(models.TransientModel):
    """A member's ballot paper."""

    _name = "bank.committee.ballot"
    _description = "Ballot"

    item_id = fields.Many2one(
        comodel_name="bank.committee.item", required=True, readonly=True
    )
    decision = fields.Selection(
        selection=[
            ("for", "For"),
            ("against", "Against"),
            ("abstain", "Abstain"),
            ("recuse", "Take no part"),
        ],
        required=True,
        default="for",
    )
    comment = fields.Text(
        string="Opinion", help="A dissent is entered in the minutes word for word."
    )
    conditions = fields.Text(
        help="One condition a line, met before the issue; a line that begins with "
        "“Covenant:” is kept all along. With a vote for."
    )

    def action_confirm(self):
        self.ensure_one()
        if self.decision == "recuse":
            self.item_id.action_recuse(self.comment or "")
        else:
            lines = (self.conditions or "").splitlines()
            self.item_id.action_vote(self.decision, self.comment or "", lines)
        return {"type": "ir.actions.act_window_close"}
