# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApplication(models.Model):
    """Refused and taken up again, it waits for the identity like a new one."""

    _inherit = "bank.application"

    def _get_approval_blocker(self):
        reasons = super()._get_approval_blocker()
        for application in self.filtered("process_id.identity_first"):
            if blocker := application.deal_id._get_identity_blocker():
                reasons.setdefault(application.id, blocker)
        return reasons
