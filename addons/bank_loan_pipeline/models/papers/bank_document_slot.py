# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDocumentSlot(models.Model):
    _inherit = "bank.document.slot"

    @api.model
    def _get_client_kind_paths(self):
        return {
            **super()._get_client_kind_paths(),
            "bank.application": "partner_id.client_kind",
        }
