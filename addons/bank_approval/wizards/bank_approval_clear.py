# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalClear(models.TransientModel):
    """The dialog in which the proof is accepted that a condition is met."""

    _name = "bank.approval.clear"
    _description = "Accept the Proof"

    condition_id = fields.Many2one(
        comodel_name="bank.approval.condition", required=True, readonly=True
    )
    condition_name = fields.Char(
        string="To Be Proved", compute="_compute_condition_name"
    )
    proof = fields.Text(help="Paper, number, date.")

    @api.depends("condition_id")
    @api.depends_context("uid")
    def _compute_condition_name(self):
        shown = self.condition_id._filter_shown()
        for dialog in self:
            dialog.condition_name = (dialog.condition_id._origin & shown).name

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.condition_id._hide_closed("condition_id", told)

    def action_confirm(self):
        self.ensure_one()
        self.condition_id.action_clear(self.proof or "")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
