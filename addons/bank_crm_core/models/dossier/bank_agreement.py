# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class BankAgreement(models.Model):
    """The dossier of an agreement: also one that comes by the feed has its papers."""

    _name = "bank.agreement"
    _inherit = ["bank.dossier.mixin", "bank.agreement"]

    def _get_dossier_triggers(self):
        return (*super()._get_dossier_triggers(), "product_id.category_id")

    def _filter_dossier_changeable(self):
        """Nobody rewrites an agreement; who changes its client brings its papers."""
        readable = self._filtered_access("read")
        clients = readable.partner_id._filtered_access("write")
        return readable.filtered(lambda agreement: agreement.partner_id in clients)

    def _get_dossier_users(self):
        return {agreement.id: agreement.manager_id for agreement in self.sudo()}

    @api.model
    def _get_dossier_closed_sql(self, alias):
        return SQL.identifier(alias, "date_closed")
