# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bank_client_address import FOR_LETTERS

# where he is by day: the first there is
BY_DAY = ("residence", "actual", "registration", "legal", "postal")
STOCK_ADDRESS = {"street", "street2", "city", "zip", "state_id", "country_id"}


class ResPartner(models.Model):
    """Where the client is, and when he may be called."""

    _inherit = "res.partner"

    address_ids = fields.One2many(
        comodel_name="bank.client.address",
        inverse_name="partner_id",
        string="Addresses",
    )
    contact_hour_from = fields.Float(
        string="May Be Called From", help="In the client's own time."
    )
    contact_hour_to = fields.Float(
        string="May Be Called Until",
        help="In the client's own time; both empty: at any time.",
    )
    contact_hours = fields.Char(string="When to Call", compute="_compute_contact_hours")

    _check_contact_hours = models.Constraint(
        "CHECK ((COALESCE(contact_hour_from, 0) = 0 AND COALESCE(contact_hour_to, 0) = 0)"
        " OR (contact_hour_from >= 0 AND contact_hour_from < contact_hour_to"
        " AND contact_hour_to <= 24))",
        "The hours to call lie between 0 and 24, and the first is before the last.",
    )

    # The stock address

    def _follow_addresses(self):
        """Put the address for letters where stock Odoo looks for it."""
        addresses_sudo = self.env["bank.client.address"].sudo()
        found = addresses_sudo.search(
            [("partner_id", "in", self.ids), ("date_end", "=", False)]
        )
        for partner, own in found.grouped("partner_id").items():
            # the newest one of the first kind there is
            address = min(
                own,
                key=lambda row: (
                    FOR_LETTERS.index(row.kind)
                    if row.kind in FOR_LETTERS
                    else len(FOR_LETTERS)
                ),
            )
            if address.kind in FOR_LETTERS:
                # whoever changes an address may change its client
                partner.sudo()._take_address(address)
                partner.sudo()._take_zone(own)

    def _take_address(self, address):
        has_parts = bool(address.city or address.street)
        street = address.street if has_parts else address.line
        values = {
            "street": street,
            "street2": address.flat,
            "city": address.city,
            "zip": address.zip,
            "country_id": address.country_id.id,
        }
        current = {name: self[name] for name in values}
        current["country_id"] = self.country_id.id
        if current != values:
            self.write(values)

    def _take_zone(self, addresses):
        """The hours at which he is called and written to are those of where he is."""
        by_day = addresses.filtered(lambda row: row.kind in BY_DAY).sorted(
            lambda row: BY_DAY.index(row.kind)
        )
        zone = next(filter(None, (row._find_zone() for row in by_day)), False)
        if zone and zone != self.tz:
            self.tz = zone

    def write(self, vals):
        if STOCK_ADDRESS & vals.keys() and not self.env.su:
            # the refusal names the client
            self.check_access("write")
            kept = self.sudo().filtered(
                lambda partner: partner.client_kind and partner.address_ids
            )
            if kept and any(partner._is_address_changed(vals) for partner in kept):
                raise UserError(
                    self.env._(
                        "The address of “%(name)s” follows his list of addresses: "
                        "enter the new one there.",
                        name=kept[0].name,
                    )
                )
        return super().write(vals)

    def _is_address_changed(self, vals):
        return any(
            (vals[name] or False)
            != (self._fields[name].convert_to_write(self[name], self) or False)
            for name in STOCK_ADDRESS & vals.keys()
        )

    # When to call

    @api.depends("contact_hour_from", "contact_hour_to", "tz")
    def _compute_contact_hours(self):
        zones = dict(self._fields["tz"]._description_selection(self.env))
        for partner in self:
            hours = partner.contact_hour_to and self.env._(
                "%(start)s to %(end)s",
                start=_format_hour(partner.contact_hour_from),
                end=_format_hour(partner.contact_hour_to),
            )
            # a time zone alone tells nobody when to call
            parts = [hours, zones.get(partner.tz)] if hours else []
            partner.contact_hours = ", ".join(part for part in parts if part)

    @api.model
    def _get_contact_hour_fields(self):
        own = ["contact_hour_from", "contact_hour_to"]
        return [*super()._get_contact_hour_fields(), *own]

    def _get_contact_hours(self, policy):
        """The client's own hours, as far as the policy lets him be called at all."""
        hours = super()._get_contact_hours(policy)
        if not self.contact_hour_to:
            return hours
        own = self.contact_hour_from, self.contact_hour_to
        return tuple((max(own[0], start), min(own[1], end)) for start, end in hours)

    def action_add_address(self):
        return self._add_own("bank.client.address", self.env._("Address"))


def _format_hour(hour):
    return f"{int(hour):02}:{round(hour % 1 * 60):02}"
