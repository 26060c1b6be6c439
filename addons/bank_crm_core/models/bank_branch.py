# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankBranch(models.Model):
    _inherit = "bank.branch"

    @api.model_create_multi
    def create(self, vals_list):
        branches = super().create(vals_list)
        self._reset_walls()
        return branches

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._reset_walls()
        return result

    def _reset_walls(self):
        """Walls name every branch below their tops, and rules keep them."""
        self.env["res.users"].invalidate_model(["client_branch_ids", "head_branch_ids"])
        self.env.registry.clear_cache()
