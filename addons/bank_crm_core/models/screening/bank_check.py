# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """A document does not go on while its client's screening is not clear."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("screening", "Screening of the client")],
        ondelete={"screening": "cascade"},
    )

    def _find_failures_screening(self, documents):
        """Fail documents whose client may be, or is, on a list.

        The sentence does not tell of which list nor of a hit: who is on one must not
        learn it from his manager.
        """
        clients = self._get_screened_clients(documents)
        partners = self.env["res.partner"].union(*clients.values()).sudo()
        states = partners._read_screening_states()
        sentences = {
            "progress": self.env._(
                "The screening of the client is in progress. Ask the security officer "
                "when it will be done."
            ),
            "stopped": self.env._(
                "The client may not be served. Ask the security officer what to do."
            ),
        }
        failures = {}
        for document_id, client in clients.items():
            found = {states.get(one) for one in client.ids}
            for state in ("stopped", "progress"):
                if state in found:
                    failures[document_id] = sentences[state]
                    break
        return failures

    def _get_screened_clients(self, documents):
        """Hook: ``{document_id: clients}``, whose screening a document depends on."""
        if documents._name == "res.partner":
            return {
                document.id: document.commercial_partner_id for document in documents
            }
        if "partner_id" not in documents._fields:
            return {}
        return {
            document.id: document.partner_id | document.partner_id.commercial_partner_id
            for document in documents
        }
