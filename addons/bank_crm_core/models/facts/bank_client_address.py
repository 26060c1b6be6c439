# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import time_zone

PARTS = ("zip", "region", "city", "street", "flat")
# which of the addresses letters go to: the first there is
FOR_LETTERS = ("postal", "residence", "actual", "registration", "legal")


class BankClientAddress(models.Model):
    """Where a client is registered, lives, works or gets his letters, and since when.

    One address of a kind is current. The stock address of the card, which letters and
    reports use, follows it; never the other way round.
    """

    _name = "bank.client.address"
    _description = "Address"
    _inherit = ["bank.feed.mixin"]
    _order = "date_end desc nulls first, date_start desc nulls last, id desc"
    _rec_name = "line"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[
            ("registration", "Registration"),
            ("residence", "Residence"),
            ("legal", "Legal"),
            ("actual", "Actual"),
            ("postal", "Postal"),
            ("work", "Work"),
        ],
        required=True,
        default="registration",
    )
    line = fields.Char(
        string="Address",
        compute="_compute_line",
        store=True,
        readonly=False,
        help="In one line; made of the parts where they are filled in.",
    )
    country_id = fields.Many2one(
        comodel_name="res.country", default=lambda self: self._default_country_id()
    )
    zip = fields.Char(string="Postcode")
    region = fields.Char()
    city = fields.Char(string="City or Village")
    street = fields.Char(string="Street and House")
    flat = fields.Char(string="Flat or Office")
    date_start = fields.Date(string="Since")
    date_end = fields.Date(string="Until", help="Empty: the current one of its kind.")
    note = fields.Char(string="Notes")
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _partner_line_uniq = models.UniqueIndex(
        "(partner_id, kind, line) WHERE date_end IS NULL",
        "This address of the client is already there.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "An address cannot end before it begins.",
    )

    def _default_country_id(self):
        return self.env.company.country_id

    @api.depends(*PARTS)
    def _compute_line(self):
        for address in self:
            parts = [address[name] for name in PARTS]
            address.line = ", ".join(filter(None, parts)) or address.line

    @api.constrains("line")
    def _check_line(self):
        for address in self:
            if len((address.line or "").strip()) < 3:
                raise ValidationError(
                    self.env._("Enter the address in one line, or its parts.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        addresses = super().create(vals_list)
        addresses._check_line()
        addresses._close_earlier()
        addresses.partner_id._follow_addresses()
        return addresses

    def write(self, vals):
        partners = self.partner_id
        result = super().write(vals)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        if {"date_end", "kind", "partner_id"} & vals.keys():
            self._close_earlier()
        (partners | self.partner_id)._follow_addresses()
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        partners._follow_addresses()
        return result

    def _close_earlier(self):
        """An address that is current ends the one of its kind that was."""
        today = fields.Date.context_today(self)
        for address in self:
            if address.date_end:
                continue
            earlier = self.search(
                [
                    ("partner_id", "=", address.partner_id.id),
                    ("kind", "=", address.kind),
                    ("date_end", "=", False),
                    ("id", "!=", address.id),
                ]
            )
            for one in earlier:
                end = fields.Date.subtract(address.date_start or today, days=1)
                one.date_end = max(end, one.date_start or end)

    def _find_zone(self):
        """Return the time zone of the place, "" where it does not tell."""
        country = self.country_id or self.env.company.country_id
        if country and country.code != "RU":
            return ""
        parts = [part for part in (self.region, self.city) if part]
        return time_zone.find_zone(*(parts or [self.line]))

    def action_open(self):
        """Open the address over the card of its client."""
        return self.partner_id._open_row(self, self.env._("Address"))

    # From another system

    def _get_feed_columns(self):
        return {
            "partner_id": "required client",
            "kind": "required choice",
            "line": "required text",
            "country_id": "country",
            "zip": "text",
            "region": "text",
            "city": "text",
            "street": "text",
            "flat": "text",
            "date_start": "date",
            "date_end": "date",
        }

    def _clean_feed_row(self, row):
        row, warnings = super()._clean_feed_row(row)
        if not row.get("line"):
            parts = [row.get(name) for name in PARTS]
            row["line"] = ", ".join(
                part for part in parts if part and isinstance(part, str)
            )
        return row, warnings

    def _after_feed(self, staged):
        touched = super()._after_feed(staged)
        changed = [row_id for row_id, _row, status in staged if status != "unchanged"]
        self.browse(changed).partner_id._follow_addresses()
        return touched
