# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

# how each kind is kept in a property
PROPERTY_TYPES = {
    "number": "float",
    "integer": "integer",
    "text": "char",
    "long_text": "text",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "selection": "selection",
    "tags": "tags",
    "reference": "many2one",
    "references": "many2many",
}
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class BankAttribute(models.Model):
    """What distinguishes the products of a category: mileage of a car, cash-back.

    The code names the value for ever: reordering, renaming and recompiling leave the
    values where they are. Amount, currency, term and rate are columns, not attributes.
    """

    _name = "bank.attribute"
    _description = "Product Attribute"
    _inherit = ["bank.logged.config.mixin", "bank.suggested.code.mixin"]
    _order = "category_id, sequence, id"

    # one name for all languages: a definition holds one label
    name = fields.Char(required=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Latin letters, digits and underscores; feeds and formulas name the "
        "value by it. Cannot be changed.",
    )
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("number", "Number"),
            ("integer", "Whole Number"),
            ("text", "Text"),
            ("long_text", "Long Text"),
            ("boolean", "Yes or No"),
            ("date", "Date"),
            ("datetime", "Date and Time"),
            ("selection", "One of a Dictionary"),
            ("tags", "Several of a Dictionary"),
            ("reference", "Record"),
            ("references", "Several Records"),
            ("computed", "Computed"),
            ("file", "File"),
        ],
        required=True,
        default="number",
    )
    unit = fields.Char(help="Shown after a number: km, months, %.")
    is_required = fields.Boolean(
        string="Required",
        help="An agreement cannot come into force without it; of a number, 0 is "
        "nothing.",
    )
    option_ids = fields.One2many(
        comodel_name="bank.attribute.option",
        inverse_name="attribute_id",
        string="Dictionary",
        copy=True,
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Records Of",
        ondelete="cascade",
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )

    _code_uniq = models.UniqueIndex(
        "(code)", "The code of an attribute must be unique."
    )
    _check_model = models.Constraint(
        "CHECK (kind NOT IN ('reference', 'references') OR model_id IS NOT NULL)",
        "Choose which records the attribute refers to.",
    )

    @api.constrains("code", "kind")
    def _check_code(self):
        for attribute in self:
            if not _CODE.fullmatch(attribute.code) or attribute.code.endswith("_html"):
                raise ValidationError(
                    self.env._(
                        "The code “%(code)s” may have small Latin letters, digits and "
                        "underscores, and begins with a letter.",
                        code=attribute.code,
                    )
                )

    @api.constrains("kind", "model_id")
    def _check_model_is_business(self):
        """Nothing technical is named in a card: names of users' secrets would show."""
        for attribute in self.filtered("model_id"):
            model = attribute.sudo().model_id.model
            found = self.env[model]
            technical = model.startswith(("ir.", "base.", "bus.", "auth"))
            if technical or found._abstract or found._transient:
                raise ValidationError(
                    self.env._("An attribute refers to records of business only.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        attributes = super().create(vals_list)
        attributes.category_id._compile_products()
        return attributes

    def write(self, vals):
        for name in ("code", "kind", "model_id"):
            if name in vals and any(
                self[:1]._fields[name].convert_to_write(row[name], row) != vals[name]
                for row in self
            ):
                raise UserError(
                    self.env._(
                        "Code and kind of an attribute stay: values lie under them. "
                        "Archive it and add another one."
                    )
                )
        categories = self.category_id
        result = super().write(vals)
        (categories | self.category_id)._compile_products()
        return result

    def unlink(self):
        """Delete what nobody has filled in; archive what holds values."""
        used = self.filtered(lambda attribute: attribute._has_values())
        used.active = False
        free = self - used
        categories = free.category_id
        result = super(BankAttribute, free).unlink()
        categories._compile_products()
        return result

    @api.model
    def _get_value_tables(self):
        """Hook: pairs (table, column) where values lie; both have ``product_id``."""
        return [("bank_agreement", "attribute_values")]

    def _has_values(self):
        """Tell whether any document below the category has a value of this one."""
        self.ensure_one()
        if self.kind not in PROPERTY_TYPES:
            return False
        products = self.env["bank.product"].sudo().with_context(active_test=False)
        products = products.search([("category_id", "child_of", self.category_id.ids)])
        self.env.flush_all()
        return any(
            self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s WHERE product_id = ANY(%s) "
                    "AND jsonb_exists(%s, %s) LIMIT 1",
                    SQL.identifier(table),
                    products.ids,
                    SQL.identifier(column),
                    self.code,
                )
            )
            for table, column in self._get_value_tables()
        )

    def _prepare_property(self):
        """Return the definition of this attribute as Odoo's Properties want it."""
        values = {
            "name": self.code,
            "string": self.name,
            "type": PROPERTY_TYPES[self.kind],
        }
        if self.unit and self.kind in ("number", "integer"):
            values["suffix"] = self.unit
        if self.kind == "selection":
            values["selection"] = [[row.code, row.name] for row in self.option_ids]
        if self.kind == "tags":
            values["tags"] = [
                [row.code, row.name, row.color] for row in self.option_ids
            ]
        if self.kind in ("reference", "references"):
            values["comodel"] = self.sudo().model_id.model
        return values
