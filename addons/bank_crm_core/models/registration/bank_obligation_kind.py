# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankObligationKind(models.Model):
    """A licence that runs out is told in time."""

    _inherit = "bank.obligation.kind"

    @api.model
    def _get_events(self):
        return {
            **super()._get_events(),
            "licence_expiry": self.env._("A licence of the client runs out"),
        }
