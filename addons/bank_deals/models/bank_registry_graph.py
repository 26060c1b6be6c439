# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryGraph(models.AbstractModel):
    _inherit = "bank.registry.graph"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "deal": {
                "name": self.env._("Deals"),
                "sequence": 20,
                "model": "crm.lead",
                "method": "_get_graph_objects",
            },
        }
