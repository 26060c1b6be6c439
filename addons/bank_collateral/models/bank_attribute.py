# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import SQL

from odoo.addons.bank_crm_core.models.product.bank_attribute import PROPERTY_TYPES


class BankAttribute(models.Model):
    """Attributes of the catalogue describe what is pledged, too."""

    _inherit = "bank.attribute"

    def _has_values(self):
        return super()._has_values() or self._has_collateral_values()

    def _has_collateral_values(self):
        self.ensure_one()
        if self.kind not in PROPERTY_TYPES:
            return False
        kinds = self.env["bank.collateral.kind"].sudo()
        kinds = kinds.with_context(active_test=False).search(
            [("category_id", "child_of", self.category_id.ids)]
        )
        self.env["bank.collateral"].flush_model(["kind_id", "attribute_values"])
        return bool(
            self.env.execute_query(
                SQL(
                    "SELECT 1 FROM bank_collateral WHERE kind_id = ANY(%s) "
                    "AND jsonb_exists(attribute_values, %s) LIMIT 1",
                    kinds.ids,
                    self.code,
                )
            )
        )
