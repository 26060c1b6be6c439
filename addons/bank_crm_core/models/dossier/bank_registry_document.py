# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryDocument(models.AbstractModel):
    _inherit = "bank.registry.document"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "client_letter": {
                "name": self.env._("Letter to a client"),
                "model": "res.partner",
            },
            "client_form": {
                "name": self.env._("Form filled in for a client"),
                "model": "res.partner",
            },
        }
