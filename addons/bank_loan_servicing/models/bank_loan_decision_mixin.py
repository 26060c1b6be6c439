# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankLoanDecisionMixin(models.AbstractModel):
    """A decision about a loan or a borrower after the issue, taken by its own route.

    The adopting model has ``partner_id`` and a state ``draft``, ``done``, ``cancelled``.
    """

    _name = "bank.loan.decision.mixin"
    _description = "Decision after the Issue (abstract)"
    _inherit = ["bank.approval.mixin", "bank.transition.mixin"]

    def _get_approval_initiators(self):
        """Who sells to the client has begun the matter, whoever has sent it."""
        initiators = super()._get_approval_initiators()
        for document in self:
            initiators[document.id] |= document.sudo().partner_id.manager_id
        return initiators

    def _get_approval_used(self):
        done = self.filtered(lambda document: document.state == "done")
        return super()._get_approval_used() | done

    def _get_cancel_blocker(self):
        return {
            document.id: self.env._("It is being approved: withdraw the request first.")
            for document in self
            if document.approval_state == "pending"
        }

    def action_cancel(self):
        self.check_access("write")
        self._transition("cancelled")
