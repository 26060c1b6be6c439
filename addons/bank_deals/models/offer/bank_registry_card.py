# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryCard(models.AbstractModel):
    _inherit = "bank.registry.card"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "offers": {
                "name": self.env._("Offers"),
                "sequence": 10,
                "groups": "bank_crm_core.group_crm_client_reader,bank_base.group_bank_auditor",
                "model": "res.partner",
                "method": "_get_offer_section",
            },
        }
