# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

LEAST_LETTERS = 5


class BankClientSearch(models.AbstractModel):
    """Clients by the numbers under which others know them."""

    _inherit = "bank.client.search"

    @api.model
    def _get_finders(self):
        return ["_find_identifiers", *super()._get_finders()]

    @api.model
    def _find_identifiers(self, question, limit):
        identifiers = self.env["bank.client.identifier"]
        # several words without a digit are a name
        if " " in question.line and not any(map(str.isdigit, question.line)):
            return []
        number = identifiers.type_id._normalise(question.line)
        if len(number) < LEAST_LETTERS or not identifiers.has_access("read"):
            return []
        return [
            {
                "kind": "client",
                "model": "res.partner",
                "id": row.partner_id.id,
                "title": row.partner_id.complete_name,
                "subtitle": f"{row.type_id.name} {row.number}",
                "score": 1.0,
            }
            for row in identifiers.search([("number", "=", number)], limit=limit)
        ]
