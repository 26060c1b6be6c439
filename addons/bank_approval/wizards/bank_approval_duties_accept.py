# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

MODELS = ("bank.approval.route", "bank.authority.matrix")


class BankApprovalDutiesAccept(models.TransientModel):
    """Internal control accepts the ways of a draft and says why."""

    _name = "bank.approval.duties.accept"
    _description = "Accept Ways around Separated Duties"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Version", required=True, readonly=True
    )
    ways = fields.Text(readonly=True)
    reason = fields.Text()

    def action_accept(self):
        self.ensure_one()
        if self.res_model not in MODELS:
            raise UserError(self.env._("Only routes and limits are accepted so."))
        version = self.env[self.res_model].browse(self.res_id)
        version.action_accept_duties(self.reason or "")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
