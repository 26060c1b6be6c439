# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankObligationKind(models.Model):
    _inherit = "bank.obligation.kind"

    @api.model
    def _get_events(self):
        return {
            **super()._get_events(),
            "collateral_shortfall": self.env._("Collateral no longer covers the debt"),
            "collateral_valuation": self.env._("A valuation gets out of date"),
            "collateral_insurance": self.env._("Insurance of collateral runs out"),
        }
