# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDealSecretMixin(models.AbstractModel):
    """What is about the application of a confidential deal is about that deal."""

    _inherit = "bank.deal.secret.mixin"

    @api.model
    def _get_deal_documents(self):
        return [*super()._get_deal_documents(), "bank.application"]
