# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

KIND = "deal_chance"
METRIC = "brier"
# what the figures of the stages score on the same deals
STAGE_METRIC = "brier_of_stages"


class BankRegistryModel(models.AbstractModel):
    _inherit = "bank.registry.model"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            KIND: {
                "name": self.env._("Chances of Deals"),
                "metric": METRIC,
                "higher": False,
            },
        }
