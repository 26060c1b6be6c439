# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankBranch(models.Model):
    """A city that no branch names is served by the branch of its territory."""

    _inherit = "bank.branch"

    @api.model
    def _find_by_cities(self, cities):
        found = super()._find_by_cities(cities)
        left = [city for city in cities if city and not found[city]]
        if left:
            places = self.env["bank.territory"]._find_by_cities(left)
            found.update((city, places[city]._get_branch()) for city in left)
        return found
