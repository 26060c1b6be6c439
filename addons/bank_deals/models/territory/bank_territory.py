# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import inquiry_form


class BankTerritory(models.Model):
    """A part of the market by geography: what comes from it goes to its branch, and
    plans are made for it.
    """

    _name = "bank.territory"
    _description = "Territory"
    _inherit = ["bank.logged.config.mixin"]
    _order = "complete_name, id"
    _parent_store = True
    _rec_name = "complete_name"

    name = fields.Char(required=True, translate=True)
    complete_name = fields.Char(
        string="Territory", compute="_compute_complete_name", store=True, recursive=True
    )
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        comodel_name="bank.territory",
        string="Part of",
        index=True,
        ondelete="restrict",
    )
    parent_path = fields.Char(index=True)
    cities = fields.Text(
        string="Cities and Villages",
        help="Parted by commas. A place belongs to one territory.",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Served by",
        index="btree_not_null",
        ondelete="restrict",
        help="Gets requests from here, unless a branch names the city itself. Empty: "
        "the branch of the territory above.",
    )
    deal_ids = fields.One2many(comodel_name="crm.lead", inverse_name="territory_id")

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for territory in self:
            above = territory.parent_id.complete_name
            name = territory.name or ""
            territory.complete_name = f"{above} / {name}" if above else name

    @api.constrains("cities")
    def _check_cities(self):
        others = self.search([("cities", "!=", False)])
        owners = {}
        for territory in others | self:
            for key in territory._get_keys():
                other = owners.setdefault(key, territory)
                if other != territory:
                    raise ValidationError(
                        self.env._(
                            "“%(city)s” stands in “%(first)s” and in “%(second)s”: a "
                            "place belongs to one territory.",
                            city=key,
                            first=other.display_name,
                            second=territory.display_name,
                        )
                    )

    def _get_keys(self):
        """Return the places as they are compared."""
        keys = map(inquiry_form.city_key, (self.cities or "").split(","))
        return [key for key in dict.fromkeys(keys) if key]

    @api.model
    def _find_by_cities(self, cities):
        """Return ``{city as typed: territory}``, in one statement."""
        none = self.browse()
        if not any(cities):
            return dict.fromkeys(cities, none)
        # where a place lies is no secret
        owners = {
            key: territory.sudo(False)
            for territory in self.sudo().search([("cities", "!=", False)])
            for key in territory._get_keys()
        }
        return {city: owners.get(inquiry_form.city_key(city), none) for city in cities}

    def _get_branch(self):
        """Return the branch that serves it, its own or that of the nearest above."""
        territory_sudo = self.sudo()
        while territory_sudo and not territory_sudo.branch_id:
            territory_sudo = territory_sudo.parent_id
        return territory_sudo.branch_id.sudo(False)

    @api.model_create_multi
    def create(self, vals_list):
        territories = super().create(vals_list)
        if any(territories.mapped("cities")):
            self._place_open_deals()
        return territories

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"cities", "active"}:
            self._place_open_deals()
        return result

    @api.model
    def _place_open_deals(self):
        """Where open deals belong follows the map; closed ones stay where they were."""
        # who draws the map sees no deals by that
        deals = self.env["crm.lead"].sudo()
        found = deals.search([("won_status", "=", "pending"), ("city", "!=", False)])
        self.env.add_to_compute(deals._fields["territory_id"], found)
