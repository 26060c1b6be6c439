# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankInteraction(models.Model):
    """A call, a letter, a meeting that was noted is where a deal may begin."""

    _name = "bank.interaction"
    _inherit = ["bank.interaction", "bank.deal.source.mixin"]

    def _prepare_begun_deal_values(self, client):
        """What the client has said goes into the deal."""
        values = super()._prepare_begun_deal_values(client)
        return {**values, "description": self.summary}
