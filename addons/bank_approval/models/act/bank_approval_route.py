# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .bank_act_rule import REQUEST


class BankApprovalRoute(models.Model):
    """An act goes along the route that its rule names."""

    _inherit = "bank.approval.route"

    @api.model
    def _find_for(self, documents):
        if documents._name != REQUEST:
            return super()._find_for(documents)
        found = {row.id: row.sudo().rule_id._get_route() for row in documents}
        return {key: route_sudo for key, route_sudo in found.items() if route_sudo}
