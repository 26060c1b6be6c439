# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankProductCategory(models.Model):
    _inherit = "bank.product.category"

    def _compile_products(self):
        """Kinds of collateral take their attributes as products do."""
        result = super()._compile_products()
        kinds = self.env["bank.collateral.kind"].with_context(active_test=False)
        kinds.sudo().search([("category_id", "child_of", self.ids)])._compile()
        return result
