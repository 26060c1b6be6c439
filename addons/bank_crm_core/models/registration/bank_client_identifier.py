# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankClientIdentifier(models.Model):
    """A number by which others know the client."""

    _name = "bank.client.identifier"
    _description = "Identifier of a Client"
    _inherit = ["bank.client.fact.mixin", "bank.feed.mixin"]
    _order = "type_id, id"
    _rec_name = "number"

    type_id = fields.Many2one(
        comodel_name="bank.client.identifier.type",
        required=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Char(string="Identifier", required=True, index=True)
    country_id = fields.Many2one(
        comodel_name="res.country", string="Country of the Register"
    )
    date_start = fields.Date(string="Given On")
    date_end = fields.Date(string="Renew by")
    is_unique = fields.Boolean(
        related="type_id.is_unique", store=True, string="One Client Only"
    )

    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _number_uniq = models.UniqueIndex(
        "(type_id, number) WHERE is_unique",
        "Another client has this identifier.",
    )

    @api.constrains("number", "type_id")
    def _check_number(self):
        for row in self:
            row.type_id._check_number(row.number)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._prepare_number(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._prepare_number(vals))

    def _prepare_number(self, vals):
        if "number" not in vals:
            return vals
        return {**vals, "number": self.type_id._normalise(vals["number"])}

    # ------------------------------------------------------------ feed
    def _get_feed_columns(self):
        return {
            "partner_id": "required client",
            "type_id": "required identifier_type",
            "number": "required text",
            "country_id": "country",
            "date_start": "date",
            "date_end": "date",
        }

    def _get_feed_sql(self):
        return {
            **super()._get_feed_sql(),
            # before the row is there: its unique index looks at it
            "is_unique": "(SELECT k.is_unique FROM bank_client_identifier_type k "
            "WHERE k.id = s.type_id)",
        }

    def _upsert_batch(self, rows, start, report):
        codes = {code for row in rows if isinstance(code := row.get("type"), str)}
        types = self.env["bank.client.identifier.type"].search(
            [("code", "in", list(codes))]
        )
        types = types.grouped("code")
        rows = [self._clean_feed_number(row, types) for row in rows]
        return super()._upsert_batch(rows, start, report)

    @api.model
    def _clean_feed_number(self, row, types):
        """A number that is none of its type is as good as none: the row is refused."""
        number, kind = row.get("number"), types.get(row.get("type"))
        if not kind or not isinstance(number, str):
            return row
        number = kind._normalise(number)
        return {**row, "number": number if kind._is_number(number) else None}

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Identifier of a Client"))
