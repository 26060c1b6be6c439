# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalTurn(models.Model):
    _inherit = "bank.approval.turn"

    def _open_tasks(self):
        result = super()._open_tasks()
        self.task_ids._queue()
        return result
