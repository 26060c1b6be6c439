# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class CrmLead(models.Model):
    """A deal belongs to the territory of its city."""

    _inherit = "crm.lead"

    territory_id = fields.Many2one(
        comodel_name="bank.territory",
        compute="_compute_territory_id",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
        ondelete="set null",
        help="By the city of the client, as it was when the deal was closed.",
    )

    @api.depends("city")
    def _compute_territory_id(self):
        places = self.env["bank.territory"]._find_by_cities(set(self.mapped("city")))
        for deal in self:
            deal.territory_id = places[deal.city]
