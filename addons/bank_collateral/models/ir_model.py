# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class IrModel(models.Model):
    _inherit = "ir.model"

    @api.model
    def _get_document_kinds(self):
        return {
            **super()._get_document_kinds(),
            "bank.collateral": self.env._("Collateral"),
        }
