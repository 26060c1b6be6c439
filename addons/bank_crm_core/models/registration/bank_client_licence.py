# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankClientLicence(models.Model):
    """A permit without which the client may not do his trade."""

    _name = "bank.client.licence"
    _description = "Licence of a Client"
    _inherit = ["bank.client.fact.mixin", "bank.feed.mixin"]
    _order = "date_end desc nulls first, id desc"
    _rec_name = "number"

    kind = fields.Char(
        string="What It Permits", required=True, help="Freight, medicine, banking …"
    )
    number = fields.Char(string="Licence No.", required=True)
    issued_by = fields.Char()
    date_start = fields.Date(string="Issued On")
    date_end = fields.Date(
        string="Good Until", index="btree_not_null", help="Empty: without a term."
    )
    is_withdrawn = fields.Boolean(
        string="Revoked", help="Suspended or revoked by who has issued it."
    )
    state = fields.Selection(
        selection=[
            ("good", "In Force"),
            ("over", "Run Out"),
            ("withdrawn", "Revoked"),
        ],
        compute="_compute_state",
    )

    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A licence cannot end before it is issued.",
    )

    @api.depends("is_withdrawn", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for licence in self:
            is_over = licence.date_end and licence.date_end < today
            licence.state = "over" if is_over else "good"
            if licence.is_withdrawn:
                licence.state = "withdrawn"

    def _get_feed_columns(self):
        return {
            "partner_id": "required client",
            "kind": "required text",
            "number": "required text",
            "issued_by": "text",
            "date_start": "date",
            "date_end": "date",
            "is_withdrawn": "boolean",
        }

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Licence of a Client"))
