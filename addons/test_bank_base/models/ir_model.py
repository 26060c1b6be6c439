# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class IrModel(models.Model):
    """The whole adoption of a name of one's own for a document."""

    _inherit = "ir.model"

    @api.model
    def _get_document_kinds(self):
        return {
            **super()._get_document_kinds(),
            "test.bank.letter": self.env._("Letter to a Client"),
        }
