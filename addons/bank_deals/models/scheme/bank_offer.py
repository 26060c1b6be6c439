# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .bank_offer_step import STEPS


class BankOffer(models.Model):
    """The life of an offer is that of the bank's scheme."""

    _inherit = "bank.offer"

    def _get_blocking_reasons(self, target):
        reasons = super()._get_blocking_reasons(target)
        if target in STEPS:
            free = self.filtered(lambda offer: offer.id not in reasons)
            reasons.update(self.env["bank.offer.step"]._find_reasons(free, target))
        return reasons
