# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Domain


class BankDocumentSlot(models.Model):
    """The place of an attribute that is a file."""

    _inherit = "bank.document.slot"

    attribute_id = fields.Many2one(
        comodel_name="bank.attribute",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The file is this attribute of the product; its name and whether it is "
        "required are kept there.",
    )

    def _get_condition(self):
        """Agreements below the category of the attribute have the file."""
        condition = super()._get_condition()
        if self.model == "bank.agreement" and self.attribute_id:
            condition &= Domain(
                "product_id.category_id", "child_of", self.attribute_id.category_id.ids
            )
        return condition
