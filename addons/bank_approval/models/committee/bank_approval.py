# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankApproval(models.Model):
    _inherit = "bank.approval"

    @api.model
    def _find_gaps(self, documents, plan):
        """A committee decides about a client: without one it cannot be asked."""
        reasons = super()._find_gaps(documents, plan)
        self._explain_secretaries(plan, reasons)
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

    @api.model
    def _explain_secretaries(self, plan, reasons):
        """Say why a committee cannot be asked: its secretary has begun it himself."""
        for document_id, rows in plan.items():
            for step, needed, people in rows:
                if needed and step.who == "committee" and not people:
                    reasons[document_id] = self.env._(
                        "The secretary of “%(committee)s” has begun this matter himself "
                        "and does not bring it before the committee. Have a deputy "
                        "secretary named there.",
                        committee=step.sudo().committee_id.name,
                    )

    def _tell_not_cancelled(self, item):
        """Say in the log and in the history why the decision stands all the same."""
        self._log("not_cancelled", why=f"committee:{item.id}")
        self.message_post(
            body=self.env._(
                "The committee has voted to take this decision back, but it has been "
                "carried out: it stands, with its conditions."
            )
        )
