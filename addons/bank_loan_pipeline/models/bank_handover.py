# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankHandover(models.Model):
    _inherit = "bank.handover"

    def _find_moved_records(self, clients):
        """Applications go along with their clients."""
        applications = self.env["bank.application"].search(
            [
                ("user_id", "=", self.from_user_id.id),
                ("partner_id", "in", clients.ids),
            ]
        )
        moved = super()._find_moved_records(clients)
        return [*moved, (applications, "user_id")]
