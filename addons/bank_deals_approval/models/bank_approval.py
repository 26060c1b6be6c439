# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

OFFER = "bank.offer"


class BankApproval(models.Model):
    """An offer that has come back is a draft; sent again, it waits again."""

    _inherit = "bank.approval"

    def _halt(self, state, reason):
        result = super()._halt(state, reason)
        if self.res_model == OFFER:
            self._get_document().sudo()._back_to_draft()
        return result

    def action_resubmit(self):
        self.ensure_one()
        self.check_access("read")
        if self.res_model == OFFER and not self._get_owner_blocker():
            # who sends it again is checked; the offer waits like the first time
            self._get_document().sudo()._wait()
        return super().action_resubmit()

    def _get_told_deals(self):
        return self._find_pointed_deals()
