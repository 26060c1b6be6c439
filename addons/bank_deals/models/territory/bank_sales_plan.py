# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class BankSalesPlan(models.Model):
    """A plan for a territory counts the deals of its places."""

    _inherit = "bank.sales.plan"

    territory_id = fields.Many2one(
        comodel_name="bank.territory",
        index="btree_not_null",
        ondelete="restrict",
        help="With all territories below. Empty: wherever clients live.",
    )

    @api.constrains("territory_id")
    def _check_alone_there(self):
        self._check_alone()

    def _get_same_domain(self):
        return super()._get_same_domain() & Domain(
            "territory_id", "=", self.territory_id.id
        )

    def _get_deals_domain(self):
        domain = super()._get_deals_domain()
        if self.territory_id:
            domain &= Domain("territory_id", "child_of", self.territory_id.ids)
        return domain
