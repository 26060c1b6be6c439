# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class BankCollateralValuation(models.Model):
    """What an object is worth on the market on a day, and who says so.

    Never changed: what was wrong is followed by another valuation.
    """

    _name = "bank.collateral.valuation"
    _description = "Valuation of Collateral"
    _order = "date desc, id desc"
    _access_logged = True
    _access_log_client = "partner_id"

    collateral_id = fields.Many2one(
        comodel_name="bank.collateral", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="collateral_id.partner_id", store=True, related_sudo=True, index=True
    )
    date = fields.Date(
        string="Valued On", required=True, default=lambda self: self._default_date()
    )
    currency_id = fields.Many2one(
        related="collateral_id.currency_id", related_sudo=True
    )
    market_value = fields.Monetary(required=True)
    kind = fields.Selection(
        selection=[
            ("bank", "The Bank's Own"),
            ("independent", "Independent Appraiser"),
            ("index", "By an Index"),
        ],
        string="Source",
        required=True,
        default="bank",
    )
    appraiser = fields.Char(help="Who has valued it, number of the report.")

    _check_value = models.Constraint(
        "CHECK (market_value > 0)", "A market value is above zero."
    )

    def _default_date(self):
        return fields.Date.context_today(self)

    @api.depends("collateral_id.name", "date")
    def _compute_display_name(self):
        for row in self:
            date = fields.Date.to_string(row.date) or ""
            row.display_name = f"{row.collateral_id.name or ''} {date}".strip()

    @api.constrains("date")
    def _check_date(self):
        for row in self:
            if row.date > fields.Date.context_today(row):
                raise ValidationError(
                    self.env._("A valuation is not dated ahead. Enter it on its day.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_valuer()
        return rows

    def _check_valuer(self):
        """Who sells the loan does not say what its collateral is worth."""
        if self.env.su:
            return
        for row in self.sudo():
            pledges = row.collateral_id.pledge_ids
            clients = row.collateral_id.partner_id | pledges.partner_id
            if self.env.user in clients.manager_id:
                raise AccessError(
                    self.env._(
                        "The manager of a client does not value what is pledged for "
                        "him. Ask another collateral officer."
                    )
                )

    def write(self, vals):
        raise UserError(
            self.env._("A valuation is never changed. Enter another one instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._("A valuation is never deleted. Enter another one instead.")
        )
