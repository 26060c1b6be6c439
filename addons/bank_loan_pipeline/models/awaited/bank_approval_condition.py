# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalCondition(models.Model):
    """A condition for after the issue whose proof is awaited as a paper."""

    _inherit = "bank.approval.condition"

    def action_clear(self, proof):
        """A proof that was accepted without the paper ends the waiting for it."""
        result = super().action_clear(proof)
        # accepted by who may: what follows is the system's
        papers_sudo = self.env["bank.document"].sudo()
        awaited = papers_sudo.search(
            [("condition_id", "=", self.id), ("date_met", "=", False)]
        )
        awaited._meet()
        return result
