# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankCollateralKind(models.Model):
    """What can be pledged: how it is discounted, how soon its valuation is out of date.

    Its attributes are those of a category of the catalogue, of the one mechanism that
    products have.
    """

    _name = "bank.collateral.kind"
    _description = "Kind of Collateral"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]
    # compiled from the category
    _server_fields = ("attribute_definition",)

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, copy=False, help="Stable code: places of dossiers name it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Attributes Of",
        index="btree_not_null",
        ondelete="restrict",
        help="The category of the catalogue whose attributes, with those above it, "
        "describe an object.",
    )
    attribute_definition = fields.PropertiesDefinition(
        string="Attributes", readonly=True, copy=False
    )
    discount = fields.Float(
        string="Discount, %",
        digits=(5, 2),
        aggregator=None,
        help="Taken off the market value: what a hurried sale brings less.",
    )
    valuation_months = fields.Integer(
        string="Valuation Good For, Months",
        default=12,
        aggregator=None,
        help="0: a valuation does not age.",
    )
    stale_discount = fields.Float(
        string="Further Discount, % a Month",
        digits=(5, 2),
        default=5,
        aggregator=None,
        help="For each month, also one begun, by which the valuation is out of date.",
    )
    is_insurance_required = fields.Boolean(string="Must Be Insured")

    _code_uniq = models.UniqueIndex("(code)", "The code of a kind must be unique.")
    _check_figures = models.Constraint(
        "CHECK (discount BETWEEN 0 AND 100 AND stale_discount BETWEEN 0 AND 100 "
        "AND valuation_months BETWEEN 0 AND 1200)",
        "Discounts are between 0 and 100 percent, months between 0 and 1200.",
    )

    def _get_logged_config_fields(self):
        return super()._get_logged_config_fields() - {"attribute_definition"}

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        kinds._compile()
        return kinds

    def write(self, vals):
        result = super().write(vals)
        if "category_id" in vals:
            self._compile()
        return result

    def _compile(self):
        """Write the definitions that follow from the categories."""
        definitions = self.sudo().category_id._get_definitions()
        for kind in self:
            # whoever keeps a kind may change it; the definition is the server's
            kind.sudo().attribute_definition = definitions.get(kind.category_id.id, [])
