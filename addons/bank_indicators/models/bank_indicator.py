# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.bank_base.tools.formula import FormulaError, Rounding, Variable, parse


class BankIndicator(models.Model):
    """A figure by a formula over the lines of a statement, of the one formula engine.

    Each change of the formula is another version; what was reckoned keeps its own.
    """

    _name = "bank.indicator"
    _description = "Indicator"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]
    _server_fields = ("version",)

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    formula = fields.Text(
        required=True,
        help="Lines by their codes: l1200 / l1500. begin_… is the line a year earlier, "
        "months the length of the period.",
    )
    digits = fields.Integer(string="Decimal Places", default=2, aggregator=None)
    unit = fields.Char(help="Shown after the figure: %, times, days.")
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)

    _code_uniq = models.UniqueIndex("(code)", "The code of an indicator is unique.")
    _check_digits = models.Constraint(
        "CHECK (digits BETWEEN 0 AND 6)", "There are up to six decimal places."
    )

    @api.model
    def _get_variables(self):
        codes = self.env["bank.statement.item"].sudo().search([("code", "!=", False)])
        names = [f"l{code}" for code in codes.mapped("code")]
        names += [f"begin_{name}" for name in names]
        return {**{name: Variable() for name in names}, "months": Variable()}

    def _compile_formula(self, variables=None):
        self.ensure_one()
        rounding = Rounding(self.digits, "half_up")
        return parse(self.formula, variables or self._get_variables(), rounding)

    @api.constrains("formula", "digits")
    def _check_formula(self):
        variables = self._get_variables()
        for indicator in self:
            try:
                kind = indicator._compile_formula(variables).kind
            except FormulaError as error:
                raise ValidationError(
                    self.env._(
                        "The formula of “%(name)s” cannot be read: %(error)s",
                        name=indicator.name,
                        error=error,
                    )
                ) from error
            if kind != "number":
                raise ValidationError(
                    self.env._("“%(name)s” has to be a number.", name=indicator.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        indicators = super().create(vals_list)
        indicators.sudo().version = 1
        return indicators

    def write(self, vals):
        names = vals.keys() & {"formula", "digits"}
        changed = self.filtered(
            lambda row: any(row[name] != vals[name] for name in names)
        )
        result = super().write(vals)
        for indicator in changed:
            # who may change a formula does not choose its number
            indicator.sudo().version += 1
        return result

    @api.model
    def read_values(self, codes, partners, date):
        """Return ``{code: {partner id: value or None}}`` as known on a day.

        One statement for any number of clients; what the reader may not see is left
        out.
        """
        values = self.env["bank.indicator.value"]
        return values._read_latest(list(codes), partners, date)
