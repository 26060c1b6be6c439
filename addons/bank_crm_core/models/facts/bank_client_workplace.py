# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankClientWorkplace(models.Model):
    """Where a person works, or has worked, and what he earns there."""

    _name = "bank.client.workplace"
    _description = "Place of Work"
    _inherit = ["bank.client.fact.mixin"]
    _order = "date_end desc nulls first, date_start desc nulls last, id desc"
    _rec_name = "employer_name"

    employer_id = fields.Many2one(
        comodel_name="res.partner",
        string="Employer among the Clients",
        index="btree_not_null",
        ondelete="set null",
        domain="[('client_kind', 'in', ('company', 'entrepreneur'))]",
    )
    employer_name = fields.Char(
        string="Employer",
        compute="_compute_employer_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    position = fields.Char(string="Job Position")
    date_start = fields.Date(string="Since")
    date_end = fields.Date(string="Until", help="Empty: works there now.")
    income = fields.Monetary(string="Income a Month")
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self._default_currency_id(),
    )
    note = fields.Char(string="Notes")

    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "Work cannot end before it begins.",
    )
    _check_income = models.Constraint(
        "CHECK (income >= 0)", "An income is not negative."
    )

    def _default_currency_id(self):
        return self.env.company.currency_id

    @api.depends("employer_id")
    def _compute_employer_name(self):
        for place in self:
            place.employer_name = place.employer_id.name or place.employer_name

    @api.constrains("partner_id", "date_start")
    def _check_age(self):
        """Labour Code of Russia, article 63: nobody works before he is 14."""
        for place in self:
            born = place.sudo().partner_id.birth_date
            if born and place.date_start and place.date_start.year < born.year + 14:
                raise ValidationError(
                    self.env._(
                        "The work begins before the client was 14. Compare it with the "
                        "birth date."
                    )
                )

    def _check_employer(self, names):
        """Nobody reads the name of a client behind another wall by his number."""
        if "employer_id" in names:
            self.employer_id.check_access("read")

    @api.model_create_multi
    def create(self, vals_list):
        places = super().create(vals_list)
        # a default of the caller names one as well as his values do
        places._check_employer({"employer_id"})
        return places

    def write(self, vals):
        result = super().write(vals)
        self._check_employer(vals)
        return result

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Place of Work"))
