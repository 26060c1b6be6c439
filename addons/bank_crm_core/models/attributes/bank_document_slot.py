# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


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
