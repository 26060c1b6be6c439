# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankRefusalReason(models.Model):
    """Why the bank refuses a loan, and in which words it may tell so."""

    _name = "bank.refusal.reason"
    _description = "Reason of a Refusal"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, help="For the bank's own people.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_told = fields.Boolean(string="Told to the Client")
    wording = fields.Text(
        translate=True, help="What the client reads; the name stays in the bank."
    )

    @api.constrains("is_told", "wording")
    def _check_wording(self):
        for reason in self:
            if reason.is_told and not (reason.wording or "").strip():
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is told to the client: write in which words.",
                        name=reason.name,
                    )
                )
