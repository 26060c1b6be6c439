# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankClientFactMixin(models.AbstractModel):
    """A row of what the bank knows of a client: it is the client's data, and stays
    with those who may change the client.
    """

    _name = "bank.client.fact.mixin"
    _description = "Fact about a Client (abstract)"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="cascade",
    )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result
