# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankGatedMixin(models.AbstractModel):
    """What is let pass by right is still a departure that somebody has to accept."""

    _inherit = "bank.gated.mixin"

    def action_override_check(self, check_id, reason):
        check_sudo = self._browse_check(check_id)
        severity = check_sudo.policy_severity_id
        is_proposed = severity and "exception_ids" in self._fields
        if not is_proposed:
            return super().action_override_check(check_id, reason)
        # read before it passes
        failing = {
            row["record_id"]: row["reason"]
            for row in self.get_blocking_checks()
            if row["check_id"] == check_id
        }
        self._check_not_in_approval()
        result = super().action_override_check(check_id, reason)
        current = severity._get_in_force() or severity
        for document in self:
            document._propose_exception(
                {
                    "severity_id": current.id,
                    "name": check_sudo.name,
                    "value_wanted": check_sudo.name,
                    "value_had": failing.get(document.id),
                    "mitigation_note": reason.strip(),
                    "source": "override",
                    "check_id": check_sudo.id,
                }
            )
        return result
