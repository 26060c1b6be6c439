# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .bank_model import CODE, GAIN


class BankRegistryModel(models.AbstractModel):
    _inherit = "bank.registry.model"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            CODE: {"name": self.env._("Terms of Approval"), "metric": GAIN},
        }
