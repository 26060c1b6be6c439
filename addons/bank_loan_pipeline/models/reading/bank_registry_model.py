# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

KIND = "paper_types"
METRIC = "accuracy"


class BankRegistryModel(models.AbstractModel):
    _inherit = "bank.registry.model"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            KIND: {
                "name": self.env._("Types of Papers by Their Words"),
                "metric": METRIC,
            },
        }
