# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class CrmLead(models.Model):
    """The dossier of a deal: what the client brings for this product."""

    _name = "crm.lead"
    _inherit = ["bank.dossier.mixin", "crm.lead"]

    def _get_dossier_triggers(self):
        return (*super()._get_dossier_triggers(), "product_id", "partner_id")

    def _get_gate_triggers(self):
        return (
            *super()._get_gate_triggers(),
            "document_ids.state",
            "document_ids.date_expiry",
        )

    @api.model
    def _get_dossier_closed_sql(self, alias):
        """Papers of a deal are kept from the day on which it was won or lost."""
        return SQL(
            "CASE WHEN %s <> 'pending' THEN %s::date END",
            SQL.identifier(alias, "won_status"),
            SQL.identifier(alias, "date_closed"),
        )
