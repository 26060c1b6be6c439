# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

# what values and pledges rest on
FIXED = {"kind_id", "partner_id", "currency_id"}


class BankCollateral(models.Model):
    """What can be pledged: a flat, a car, a deposit; its papers and its worth."""

    _name = "bank.collateral"
    _description = "Collateral"
    _inherit = ["bank.dossier.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "number"]
    _access_logged = True
    _access_log_client = "partner_id"

    name = fields.Char(required=True, tracking=True, help="Flat, Lenina 5-12.")
    number = fields.Char(
        string="Identified By",
        tracking=True,
        help="Cadastral number, VIN, serial number, account.",
    )
    active = fields.Boolean(default=True)
    kind_id = fields.Many2one(
        comodel_name="bank.collateral.kind",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Owner",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
        tracking=True,
        help="With several owners, the one who deals with the bank.",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    owner_ids = fields.One2many(
        comodel_name="bank.collateral.owner",
        inverse_name="collateral_id",
        string="Other Owners",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_currency_id(),
    )
    attribute_values = fields.Properties(
        string="Attributes", definition="kind_id.attribute_definition"
    )
    valuation_ids = fields.One2many(
        comodel_name="bank.collateral.valuation",
        inverse_name="collateral_id",
        string="Valuations",
    )
    insurance_ids = fields.One2many(
        comodel_name="bank.collateral.insurance",
        inverse_name="collateral_id",
    )
    pledge_ids = fields.One2many(
        comodel_name="bank.collateral.pledge",
        inverse_name="collateral_id",
        string="Pledges",
    )

    # What it is worth
    valuation_id = fields.Many2one(
        comodel_name="bank.collateral.valuation",
        string="Last Valuation",
        compute="_compute_valuation_id",
        store=True,
        index="btree_not_null",
    )
    market_value = fields.Monetary(related="valuation_id.market_value", store=True)
    date_valued = fields.Date(
        related="valuation_id.date", string="Valued On", store=True
    )
    date_valuation_due = fields.Date(
        string="Valuation Good Until",
        compute="_compute_date_valuation_due",
        store=True,
        index="btree_not_null",
    )
    value = fields.Monetary(
        string="Value After Discounts",
        compute="_compute_value",
        help="What counts today: the market value less the discount of the kind and "
        "that of an old valuation.",
    )
    is_stale = fields.Boolean(string="Valuation Out of Date", compute="_compute_value")
    is_uninsured = fields.Boolean(string="Not Insured", compute="_compute_value")

    _number_idx = models.Index("(number) WHERE number IS NOT NULL")

    def _default_currency_id(self):
        return self.env.company.currency_id

    @api.depends("valuation_ids.date")
    def _compute_valuation_id(self):
        for collateral in self:
            rows = collateral.valuation_ids._origin
            latest = rows.sorted(lambda row: (row.date, row.id))[-1:]
            collateral.valuation_id = latest

    @api.depends("valuation_id.date", "kind_id.valuation_months")
    def _compute_date_valuation_due(self):
        for collateral in self:
            months = collateral.kind_id.sudo().valuation_months
            date = collateral.valuation_id.date
            collateral.date_valuation_due = (
                fields.Date.add(date, months=months) if date and months else False
            )

    @api.depends("valuation_id", "kind_id", "insurance_ids", "currency_id")
    def _compute_value(self):
        rows = self._origin._read_values()
        for collateral in self:
            row = rows.get(collateral._origin.id, {})
            collateral.value = float(row.get("own_value", 0))
            collateral.is_stale = row.get("is_stale", False)
            collateral.is_uninsured = row.get("is_uninsured", False)

    def _read_values(self, today=None):
        """Return ``{id: row}`` of `_select_values`, in one statement."""
        if not self:
            return {}
        self.env.flush_all()
        query = self.env["bank.collateral.pledge"]._select_values(
            today or fields.Date.context_today(self), SQL("c.id = ANY(%s)", self.ids)
        )
        self.env.cr.execute(query)
        return {row["collateral_id"]: row for row in self.env.cr.dictfetchall()}

    @api.constrains("partner_id")
    def _check_partner_is_client(self):
        """Without a client there is no wall before the object."""
        for collateral in self:
            if not collateral.partner_id.client_kind:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is not a client yet. Make a client of the card, "
                        "then enter what he owns.",
                        name=collateral.partner_id.display_name,
                    )
                )

    def write(self, vals):
        fixed = {name: vals[name] for name in FIXED & vals.keys()}
        if fixed and not self.env.su:
            # what is refused is named: only to whoever may write it
            self.check_access("write")
            self._check_unused(fixed)
        if vals.get("active") is False:
            self._check_free()
        result = super().write(vals)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result

    def _check_unused(self, values):
        """Refuse another kind, owner or currency of what is valued or pledged."""
        for collateral in self.sudo():
            is_used = collateral.valuation_ids or collateral.pledge_ids
            if is_used and any(collateral[key].id != values[key] for key in values):
                raise UserError(
                    self.env._(
                        "“%(name)s” is valued or pledged: kind, owner and currency "
                        "stay. Archive it and enter another object.",
                        name=collateral.name,
                    )
                )

    def _check_free(self):
        for collateral in self:
            states = collateral.sudo().pledge_ids.mapped("state")
            if set(states) - {"released"}:
                raise UserError(
                    self.env._(
                        "“%(name)s” is pledged. Release the pledge first.",
                        name=collateral.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for collateral in self.sudo():
            if collateral.valuation_ids or collateral.pledge_ids:
                raise UserError(
                    self.env._("What was valued or pledged is archived, not deleted.")
                )

    def _get_dossier_triggers(self):
        return (*super()._get_dossier_triggers(), "kind_id")

    def _get_dossier_users(self):
        """The manager of the owner answers for the papers."""
        return {row.id: row.partner_id.manager_id for row in self.sudo()}
