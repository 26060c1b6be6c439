# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalRoute(models.Model):
    """What the proof of separated duties asks of a route."""

    _inherit = "bank.approval.route"

    def _get_duties_question(self):
        return self, None

    def _find_limits_in_force(self):
        matrices = self.env["bank.authority.matrix"].search(
            [("state", "=", "published")]
        )
        return matrices.limit_ids

    def _get_final_steps(self):
        """Return the steps with which it may end: by limit, or else the last ones."""
        by_limit = self.step_ids.filtered("by_limit")
        waves = [
            wave.filtered(lambda step: step.kind != "opinion")
            for wave in self._find_waves()
        ]
        return by_limit or next((wave for wave in reversed(waves) if wave), by_limit)

    def _get_smallest_amount(self):
        """Return the amount below which no document takes it, where that is certain."""
        name = self.env[self.model]._approval_amount
        domain = self._get_condition()
        bounds = [
            row.value
            for row in domain.iter_conditions()
            if row.field_expr == name and row.operator in (">", ">=")
        ]
        words = list(domain)
        if "|" in words or "!" in words:
            return 0
        return max(bounds, default=0)
