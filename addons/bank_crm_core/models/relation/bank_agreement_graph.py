# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from ..agreement.bank_agreement import IN_FORCE

# parties of one client that are looked through for agreements with somebody else
MOST_PARTS = 200


class BankAgreement(models.Model):
    """Agreements in which people meet, as nodes of the graph of relations."""

    _inherit = "bank.agreement"

    @api.model
    def _get_graph_objects(self, client):
        """Return agreements in force that this client has together with others."""
        parts = self.env["bank.agreement.party"].search(
            [("partner_id", "=", client.id), ("agreement_id.state", "in", IN_FORCE)],
            order="id desc",
            limit=MOST_PARTS,
        )
        roles = dict(parts._fields["role"]._description_selection(self.env))
        return [
            {
                "record": agreement,
                "facts": [agreement.product_id.display_name],
                "links": [
                    (part.partner_id, roles[part.role]) for part in agreement.party_ids
                ],
            }
            for agreement in parts.agreement_id
            if len(agreement.party_ids.partner_id) > 1
        ]
