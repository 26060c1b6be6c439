# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """The dossier of a client: who he is and on what ground the bank knows it."""

    _name = "res.partner"
    _inherit = ["bank.dossier.mixin", "res.partner"]

    def _get_dossier_triggers(self):
        return (*super()._get_dossier_triggers(), "client_kind")

    def _get_dossier_users(self):
        # who works with the client answers for his papers
        return {client.id: client.manager_id for client in self.sudo()}

    @api.model
    def _get_dossier_closed_sql(self, alias):
        """The work with a client ends with the last of his agreements."""
        return SQL(
            "(SELECT CASE WHEN bool_and(a.date_closed IS NOT NULL) "
            "THEN max(a.date_closed) END FROM bank_agreement a WHERE a.partner_id = %s)",
            SQL.identifier(alias, "id"),
        )
