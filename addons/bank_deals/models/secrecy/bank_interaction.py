# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class BankInteraction(models.Model):
    """A contact about a confidential deal is not told to a stranger on the card."""

    _name = "bank.interaction"
    _inherit = ["bank.deal.secret.mixin", "bank.interaction"]

    @api.model
    def _get_withheld_sql(self, alias):
        """A meeting may be about several deals."""
        deals = self.env["crm.lead"]._get_withheld_query().subselect()
        named = SQL(
            "%s IN (SELECT r.interaction_id FROM bank_interaction_deal_rel r "
            "WHERE r.deal_id IN %s)",
            SQL.identifier(alias, "id"),
            deals,
        )
        return SQL("(%s OR %s)", super()._get_withheld_sql(alias), named)
