# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .bank_attribute import PROPERTY_TYPES


class BankProductCategory(models.Model):
    """A level of the catalogue, of any depth; its attributes hold for all below it."""

    _name = "bank.product.category"
    _description = "Product Category"
    _inherit = ["bank.logged.config.mixin", "bank.suggested.code.mixin"]
    _parent_store = True
    _order = "complete_name"
    _rec_names_search = ["complete_name", "code"]

    name = fields.Char(required=True, translate=True)
    complete_name = fields.Char(
        compute="_compute_complete_name", store=True, recursive=True
    )
    code = fields.Char(required=True, copy=False, help="Short stable code for feeds.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Higher Category",
        index=True,
        ondelete="restrict",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        comodel_name="bank.product.category",
        inverse_name="parent_id",
        string="Lower Categories",
    )
    attribute_ids = fields.One2many(
        comodel_name="bank.attribute", inverse_name="category_id", string="Attributes"
    )
    product_ids = fields.One2many(
        comodel_name="bank.product", inverse_name="category_id", string="Products"
    )
    product_count = fields.Integer(
        string="Products Below", compute="_compute_product_count"
    )

    _code_uniq = models.UniqueIndex("(code)", "The code of a category must be unique.")

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for category in self:
            parts = [category.parent_id.complete_name, category.name]
            category.complete_name = " / ".join(part for part in parts if part)

    @api.depends("complete_name")
    def _compute_display_name(self):
        for category in self:
            category.display_name = category.complete_name

    def _compute_product_count(self):
        groups = self.env["bank.product"]._read_group(
            [("category_id", "child_of", self.ids)], ["category_id"], ["__count"]
        )
        for category in self:
            category.product_count = sum(
                count
                for below, count in groups
                if below.parent_path.startswith(category.parent_path or "-")
            )

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A category cannot stand below itself. Choose another one.")
            )

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._compile_products()
        return result

    def _compile_products(self):
        """Give all products below their definitions, in a fixed number of queries."""
        products = self.env["bank.product"].with_context(active_test=False)
        # whoever keeps a category need not be allowed to see each product
        products.sudo().search([("category_id", "child_of", self.ids)])._compile()

    def _get_definitions(self):
        """Return ``{category_id: [property definition]}``: parent's first, then own."""
        paths = {
            category.id: [int(part) for part in category.parent_path.split("/") if part]
            for category in self
        }
        everybody = self.browse({part for path in paths.values() for part in path})
        attributes = self.env["bank.attribute"].search(
            [
                ("category_id", "in", everybody.ids),
                ("active", "=", True),
                ("kind", "in", list(PROPERTY_TYPES)),
            ],
            order="sequence, id",
        )
        compiled = {
            category.id: rows.mapped(lambda row: row._prepare_property())
            for category, rows in attributes.grouped("category_id").items()
        }
        return {
            category_id: [row for part in path for row in compiled.get(part, [])]
            for category_id, path in paths.items()
        }
