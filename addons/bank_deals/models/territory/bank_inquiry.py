# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankInquiry(models.Model):
    """Routing rules may ask from which territory an inquiry comes."""

    _inherit = "bank.inquiry"

    territory_id = fields.Many2one(
        comodel_name="bank.territory",
        compute="_compute_territory_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.depends("city")
    def _compute_territory_id(self):
        places = self.env["bank.territory"]._find_by_cities(set(self.mapped("city")))
        for row in self:
            row.territory_id = places[row.city]

    def _prepare_deal_values(self, client):
        """A deal is where its client lives, or else where the request came from."""
        values = super()._prepare_deal_values(client)
        if self.city and not client.city:
            values["city"] = self.city
        return values
