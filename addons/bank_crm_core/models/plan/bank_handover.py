# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain


class BankHandover(models.Model):
    """Plans go along with the clients; their open tasks do with all others."""

    _inherit = "bank.handover"

    def _find_moved_records(self, clients):
        plans = self.env["bank.action.plan"].search(
            Domain("user_id", "=", self.from_user_id.id)
            & Domain("partner_id", "in", clients.ids)
            & Domain("state", "=", "running")
        )
        return [*super()._find_moved_records(clients), (plans, "user_id")]
