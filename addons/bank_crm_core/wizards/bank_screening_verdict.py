# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankScreeningVerdict(models.TransientModel):
    """The reason that an officer gives for his verdict on hits."""

    _name = "bank.screening.verdict"
    _description = "Verdict on a Hit"

    hit_ids = fields.Many2many(
        comodel_name="bank.screening.hit",
        string="Hits",
        required=True,
        default=lambda self: self._default_hit_ids(),
    )
    verdict = fields.Selection(
        selection=[
            ("clear", "Somebody else"),
            ("true", "The client is on the list"),
            ("reopen", "To be looked at again"),
        ],
        required=True,
    )
    reason = fields.Text(
        required=True, help="What was compared: papers, birth dates, places, photos."
    )

    def _default_hit_ids(self):
        return self.env.context.get("active_ids", [])

    def action_apply(self):
        """Give the verdict; the hit checks who gives it."""
        self.ensure_one()
        getattr(self.hit_ids, f"action_{self.verdict}")(self.reason)
        return {"type": "ir.actions.act_window_close"}
