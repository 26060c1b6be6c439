# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankDocumentSlot(models.Model):
    """Papers that only some products ask for."""

    _inherit = "bank.document.slot"

    product_category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        string="Product Categories",
        tracking=True,
        help="Asked for in deals on their products, with all categories below. Empty: "
        "in all deals.",
    )

    @api.model
    def _get_client_kind_paths(self):
        return {
            **super()._get_client_kind_paths(),
            "crm.lead": "partner_id.client_kind",
        }

    @api.constrains("product_category_ids", "model_id")
    def _check_product_category_ids(self):
        for slot in self.filtered("product_category_ids"):
            if slot.model != "crm.lead":
                raise ValidationError(
                    self.env._("Only deals have a product: leave the categories empty.")
                )

    def _get_condition(self):
        condition = super()._get_condition()
        if self.model == "bank.agreement" and self.attribute_id:
            # what a deal was won with lies in the dossier of the deal
            return condition & Domain("deal_id", "=", False)
        if self.model != "crm.lead":
            return condition
        if self.product_category_ids:
            condition &= Domain(
                "product_id.category_id", "child_of", self.product_category_ids.ids
            )
        # leads that follow no process are no deals of the bank
        return condition & Domain("process_id", "!=", False)
