# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalAssignment(models.Model):
    _inherit = "bank.approval.assignment"

    def _get_told_deals(self):
        return self._find_pointed_deals()
