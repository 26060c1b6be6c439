# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDecision(models.Model):
    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "offer_approved": self.env._("Discount of an offer approved"),
            "offer_accepted": self.env._("Offer accepted by the client"),
        }
