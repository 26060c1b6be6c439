# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class ResPartnerBank(models.Model):
    """An account number of a client is the client's data; one of a company is not."""

    _inherit = "res.partner.bank"
    _access_logged = True
    _access_log_client = "partner_id"

    @api.model
    def _get_access_log_condition(self, alias):
        return SQL(
            "EXISTS (SELECT 1 FROM res_partner holder "
            "WHERE holder.id = %s AND holder.branch_id IS NOT NULL)",
            SQL.identifier(alias, "partner_id"),
        )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result
