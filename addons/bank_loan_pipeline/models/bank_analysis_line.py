# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.bank_crm_core.models.product.bank_product import TRADES


class BankAnalysisLine(models.Model):
    """A figure of the primary analysis: a formula over applications and two limits."""

    _name = "bank.analysis.line"
    _description = "Line of the Primary Analysis"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    formula_id = fields.Many2one(
        comodel_name="bank.formula",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("model", "=", "bank.application")],
        help="Over applications, in force.",
    )
    hint = fields.Char(translate=True, help="What to do where the light is red.")

    # For which applications
    trade = fields.Selection(
        selection=TRADES, string="Kind", required=True, default="credit"
    )
    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Only for",
        help="Empty: all kinds of clients.",
    )
    product_category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        string="Product Categories",
        help="With all categories below. Empty: all products of the kind.",
    )

    # The light
    is_more_better = fields.Boolean(string="More Is Better")
    limit_green = fields.Float(
        string="Green At", digits=(16, 2), help="And everything better."
    )
    limit_red = fields.Float(
        string="Red At", digits=(16, 2), help="And everything worse; yellow between."
    )

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    @api.constrains("is_more_better", "limit_green", "limit_red")
    def _check_limits(self):
        for line in self:
            gap = line.limit_green - line.limit_red
            if (gap if line.is_more_better else -gap) <= 0:
                raise ValidationError(
                    self.env._(
                        "“%(line)s”: green has to be better than red.", line=line.name
                    )
                )

    @api.constrains("formula_id")
    def _check_formula(self):
        if any(line.formula_id.model != "bank.application" for line in self):
            raise ValidationError(self.env._("Choose a formula over applications."))

    def _is_for(self, application):
        """Tell whether this figure belongs into the analysis of an application."""
        if self.trade != application.kind:
            return False
        if self.client_kind and self.client_kind != application.client_kind:
            return False
        path = (application.product_id.category_id.parent_path or "").split("/")
        wanted = self.product_category_ids
        return not wanted or any(str(row.id) in path for row in wanted)

    def _get_light(self, value):
        """Return the colour of a value; grey where there is none."""
        if value is None:
            return "grey"
        sign = 1 if self.is_more_better else -1
        if sign * value >= sign * self.limit_green:
            return "green"
        return "red" if sign * value <= sign * self.limit_red else "yellow"
