# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalRound(models.Model):
    _inherit = "bank.approval.round"

    def _get_part_label(self, name):
        if name == "exceptions":
            return self.env._("policy exceptions")
        return super()._get_part_label(name)
