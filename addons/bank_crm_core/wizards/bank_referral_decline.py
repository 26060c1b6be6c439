# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankReferralDecline(models.TransientModel):
    """Why nothing comes of a referral."""

    _name = "bank.referral.decline"
    _description = "Declining a Referral"

    referral_id = fields.Many2one(
        comodel_name="bank.referral", required=True, ondelete="cascade"
    )
    reason = fields.Selection(
        selection=lambda self: self._selection_of_referral("decline_reason"),
        required=True,
    )
    note = fields.Text(string="Why Not")

    @api.model
    def _selection_of_referral(self, name):
        return self.env["bank.referral"]._fields[name]._description_selection(self.env)

    def action_decline(self):
        self.ensure_one()
        self.referral_id._decline(self.reason, self.note)
        return {"type": "ir.actions.act_window_close"}
