# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryDocument(models.AbstractModel):
    _inherit = "bank.registry.document"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "deal_letter": {
                "name": self.env._("Letter about a deal"),
                "model": "crm.lead",
            },
            "deal_agreement": {
                "name": self.env._("Agreement and its annexes"),
                "model": "crm.lead",
            },
        }
