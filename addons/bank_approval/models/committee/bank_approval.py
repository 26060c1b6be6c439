# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankApproval(models.Model):
    _inherit = "bank.approval"

    @api.model
    def _find_gaps(self, documents, plan):
        """A committee decides about a client: without one it cannot be asked."""
        reasons = super()._find_gaps(documents, plan)
        for document in documents.sudo():
            asked = any(
                needed and step.who == "committee"
                for step, needed, _ in plan[document.id]
            )
            if asked and not document._prepare_approval_values().get("partner_id"):
                reasons[document.id] = self.env._(
                    "A committee decides about a client. Enter the client first."
                )
        return reasons
