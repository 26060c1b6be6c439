# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import inquiry_form


class BankBranch(models.Model):
    _inherit = "bank.branch"

    cities = fields.Char(
        string="Serves the Cities",
        help="Parted by commas: requests from these cities come to this branch.",
    )

    @api.model
    def _find_by_cities(self, cities):
        """Return ``{city as typed: branch}`` of those that a branch serves."""
        served = {}
        for branch in self.sudo().search([("cities", "!=", False)], order="id"):
            for city in branch.cities.split(","):
                if key := inquiry_form.city_key(city):
                    served.setdefault(key, branch)
        none = self.browse()
        return {city: served.get(inquiry_form.city_key(city), none) for city in cities}
