# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankIdentityShow(models.TransientModel):
    """Asks why somebody has to see the whole number of an identity document."""

    _name = "bank.identity.show"
    _description = "Show the Number"

    document_id = fields.Many2one(
        comodel_name="bank.identity.document", required=True, readonly=True
    )
    reason = fields.Text(
        required=True, help="It goes into the decision log with your name."
    )

    def action_show(self):
        self.ensure_one()
        return self.document_id.action_unmask(self.reason)
