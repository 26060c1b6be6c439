# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

MOST_DEALS = 12


class CrmLead(models.Model):
    """Open deals, as nodes of the graph of relations of their client."""

    _inherit = "crm.lead"

    @api.model
    def _get_graph_objects(self, client):
        """Return the open deals of this client that the user may see."""
        deals = self.search(
            [
                ("partner_id", "=", client.id),
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
            ],
            order="id desc",
            limit=MOST_DEALS,
        )
        return [
            {
                "record": deal,
                "facts": [deal.stage_id.display_name],
                "links": [(client, self.env._("Client"))],
            }
            for deal in deals
        ]
