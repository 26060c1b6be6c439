# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryAct(models.AbstractModel):
    """A member on leave lets his deputy decide."""

    _inherit = "bank.registry.act"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "approval": {
                "name": self.env._("Visas, votes and opinions"),
                "sequence": 10,
            },
        }
