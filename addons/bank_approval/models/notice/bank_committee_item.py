# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .bank_approval import tell_put_off


class BankCommitteeItem(models.Model):
    _inherit = "bank.committee.item"

    def _queue_again(self):
        """Put off, or without a quorum: whoever has sent it hears that it waits."""
        result = super()._queue_again()
        for approval_sudo in self.sudo().task_id.approval_id:
            approval_sudo._tell_owners(tell_put_off)
        return result
