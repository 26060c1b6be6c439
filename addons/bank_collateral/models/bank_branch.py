# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankBranch(models.Model):
    _inherit = "bank.branch"

    def _reset_walls(self):
        self.env["res.users"].invalidate_model(["collateral_branch_ids"])
        return super()._reset_walls()
