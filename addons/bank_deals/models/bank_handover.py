# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankHandover(models.Model):
    _inherit = "bank.handover"

    def _find_moved_records(self, clients):
        """Open deals go along with their clients."""
        deals = self.env["crm.lead"].search(
            [
                ("user_id", "=", self.from_user_id.id),
                ("partner_id", "in", clients.ids),
                ("stage_id.is_won", "=", False),
            ]
        )
        return [*super()._find_moved_records(clients), (deals, "user_id")]
