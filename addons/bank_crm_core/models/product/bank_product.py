# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .bank_attribute import PROPERTY_TYPES

TRADES = [
    ("credit", "Credit"),
    ("deposit", "Deposit"),
    ("account", "Account"),
    ("card", "Card"),
    ("guarantee", "Guarantee"),
    ("other", "Other"),
]


class BankProduct(models.Model):
    """What the bank sells: its terms as columns, what distinguishes it as attributes."""

    _name = "bank.product"
    _description = "Bank Product"
    _inherit = [
        "bank.transition.mixin",
        "bank.logged.config.mixin",
        "bank.suggested.code.mixin",
        "mail.thread",
    ]
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    def _default_currency_id(self):
        return self.env.company.currency_id

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, copy=False, help="Stable code, used by feeds.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    trade = fields.Selection(
        selection=TRADES, string="Kind", required=True, default="credit", tracking=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: sold by all companies of the group.",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("active", "On Sale"), ("retired", "Retired")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    description = fields.Text(
        translate=True, help="What the manager tells the client about it."
    )

    # Terms
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self._default_currency_id(),
        tracking=True,
    )
    amount_min = fields.Monetary(string="Amount From", tracking=True)
    amount_max = fields.Monetary(
        string="Amount Up To", tracking=True, help="0: no limit."
    )
    term_min = fields.Integer(string="Term From, Months", tracking=True)
    term_max = fields.Integer(
        string="Term Up To, Months", tracking=True, help="0: no limit."
    )
    rate = fields.Float(
        string="Annual Rate, %", digits=(7, 4), aggregator="avg", tracking=True
    )
    date_start = fields.Date(string="On Sale From", tracking=True)
    date_end = fields.Date(string="On Sale Until", tracking=True)

    # Attributes
    attribute_definition = fields.PropertiesDefinition(
        string="Attributes", readonly=True, copy=False
    )
    attribute_ids = fields.Many2many(
        comodel_name="bank.attribute", compute="_compute_attribute_ids"
    )

    can_activate = fields.Boolean(compute="_compute_can")
    can_retire = fields.Boolean(compute="_compute_can")

    _code_uniq = models.UniqueIndex("(code)", "The code of a product must be unique.")
    _check_amounts = models.Constraint(
        "CHECK (amount_min >= 0 AND (amount_max = 0 OR amount_max >= amount_min))",
        "The smallest amount is over the largest one.",
    )
    _check_terms = models.Constraint(
        "CHECK (term_min >= 0 AND (term_max = 0 OR term_max >= term_min))",
        "The shortest term is over the longest one.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "The sale ends before it begins.",
    )

    @api.depends("category_id")
    def _compute_attribute_ids(self):
        """Show where each attribute comes from: parents' first, then own."""
        attribute_model = self.env["bank.attribute"]
        for product in self:
            product.attribute_ids = attribute_model.search(
                [("category_id", "parent_of", product.category_id.ids)],
            ).sorted(lambda row: (row.category_id.parent_path or "", row.sequence))

    @api.depends("state")
    def _compute_can(self):
        activate = self._get_blocking_reasons("active")
        retire = self._get_blocking_reasons("retired")
        for product in self:
            product.can_activate = product.id not in activate
            product.can_retire = product.id not in retire

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "active"): "_get_activate_blocker",
            ("active", "retired"): "_get_no_blocker",
            ("retired", "active"): "_get_activate_blocker",
        }

    def _get_activate_blocker(self):
        """Hook: return ``{id: reason}`` for products that cannot go on sale."""
        today = fields.Date.context_today(self)
        reason = self.env._("The sale of this product has ended. Change its dates.")
        return {
            product.id: reason
            for product in self
            if product.date_end and product.date_end < today
        }

    def action_activate(self):
        """Put the products on sale."""
        self.check_access("write")
        self._transition("active")

    def action_retire(self):
        """Take the products off sale; what was sold stays."""
        self.check_access("write")
        self._transition("retired")

    def _get_logged_config_fields(self):
        return super()._get_logged_config_fields() - {"attribute_definition"}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("attribute_definition", None)
        products = super().create(vals_list)
        products._compile()
        return products

    def write(self, vals):
        if "attribute_definition" in vals:
            raise AccessError(
                self.env._(
                    "The attributes of a product come from its category. Change them "
                    "there."
                )
            )
        if "trade" in vals:
            self.filtered(lambda row: row.trade != vals["trade"])._check_trade_free()
        result = super().write(vals)
        if "category_id" in vals:
            self._compile()
        return result

    @api.model
    def _get_document_models(self):
        """Hook: models whose documents keep what they sell in ``product_id``."""
        return ("bank.agreement", "bank.preapproved.offer")

    def _check_trade_free(self):
        """Terms are reckoned by the kind: what has been agreed on keeps it."""
        for name in self._get_document_models():
            # that somebody has bought it is no secret from who keeps the catalogue
            document_model_sudo = self.env[name].sudo().with_context(active_test=False)
            used = document_model_sudo.search([("product_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "“%(product)s” is in use, so its kind stays: offers and "
                        "agreements are reckoned by it. Take it off sale and make a "
                        "new product of the other kind.",
                        product=used.product_id.display_name,
                    )
                )

    def _compile(self):
        """Write the definitions that follow from the categories, in one statement.

        Not by ``write``: nobody else may write them, and a thousand products would
        be a thousand updates.
        """
        if not self:
            return
        definitions = self.sudo().category_id._get_definitions()
        field = self._fields["attribute_definition"]
        for definition in definitions.values():
            field._validate_properties_definition(definition, self.env)
        self.flush_recordset(["category_id", "attribute_definition"])
        rows = [(key, json.dumps(value)) for key, value in definitions.items()]
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_product p SET attribute_definition = d.definition::jsonb
                  FROM (VALUES %s) AS d (category_id, definition)
                 WHERE p.category_id = d.category_id AND p.id = ANY(%s)
                   AND p.attribute_definition IS DISTINCT FROM d.definition::jsonb
                """,
                SQL(", ").join(SQL("%s", row) for row in rows),
                self.ids,
            )
        )
        self.invalidate_recordset(["attribute_definition"])

    def _get_missing_attributes(self, values):
        """Return the names of required attributes that ``values`` leaves empty.

        A property keeps a zero as nothing, so a required number is not zero.
        """
        self.ensure_one()
        required = self.attribute_ids.filtered(
            lambda attribute: (
                attribute.is_required
                and attribute.kind in PROPERTY_TYPES
                and attribute.kind != "boolean"
            )
        )
        return [row.name for row in required if not (values or {}).get(row.code)]
