# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, models

LEAST_DIGITS = 6


class BankClientSearch(models.AbstractModel):
    """The whole number of an identity document finds its client; a part of it nobody."""

    _inherit = "bank.client.search"

    @api.model
    def _get_finders(self):
        return ["_find_identity_documents", *super()._get_finders()]

    @api.model
    def _find_identity_documents(self, question, limit):
        found = self._get_identity_documents(question.line)[:limit]
        return [
            {
                "kind": "client" if document.partner_id.client_kind else "contact",
                "model": "res.partner",
                "id": document.partner_id.id,
                "title": document.partner_id.complete_name,
                "subtitle": document.display_name,
                "score": 1.0,
            }
            for document in found
        ]

    @api.model
    def _get_identity_documents(self, line):
        """Return the documents with this number that the user may see."""
        documents = self.env["bank.identity.document"]
        if len(re.findall(r"\d", line)) < LEAST_DIGITS or not documents.has_access(
            "read"
        ):
            return documents
        found_sudo = documents._find_by_number(line)
        return found_sudo.sudo(False)._filtered_access("read")
