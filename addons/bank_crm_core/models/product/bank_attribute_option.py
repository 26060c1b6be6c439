# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankAttributeOption(models.Model):
    """A word of the dictionary that an attribute takes its values from."""

    _name = "bank.attribute.option"
    _description = "Attribute Option"
    _inherit = ["bank.suggested.code.mixin", "bank.logged.config.mixin"]
    _order = "attribute_id, sequence, id"

    attribute_id = fields.Many2one(
        comodel_name="bank.attribute", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    code = fields.Char(
        required=True, copy=True, help="Values lie under it; cannot be changed."
    )
    sequence = fields.Integer(default=10)
    color = fields.Integer(default=0)

    _code_uniq = models.UniqueIndex(
        "(attribute_id, code)", "The code of an option must be unique."
    )

    def _get_taken_codes(self, code):
        """Of the same dictionary, those that are being entered beside it as well."""
        return set((self.attribute_id.option_ids - self).mapped("code"))

    @api.model_create_multi
    def create(self, vals_list):
        options = super().create(vals_list)
        options.attribute_id.category_id._compile_products()
        return options

    def write(self, vals):
        if "code" in vals and any(option.code != vals["code"] for option in self):
            raise UserError(
                self.env._("The code of an option stays: values lie under it.")
            )
        result = super().write(vals)
        self.attribute_id.category_id._compile_products()
        return result

    def unlink(self):
        categories = self.attribute_id.category_id
        result = super().unlink()
        categories._compile_products()
        return result
