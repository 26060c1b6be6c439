# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankClientIdentifier(models.Model):
    """A number by which others know the client."""

    _name = "bank.client.identifier"
    _description = "Identifier of a Client"
    _inherit = ["bank.client.fact.mixin"]
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

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Identifier of a Client"))
