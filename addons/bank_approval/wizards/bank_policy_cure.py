# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankPolicyCure(models.TransientModel):
    """The dialog in which it is said by what a departure is closed."""

    _name = "bank.policy.cure"
    _description = "Close a Policy Exception"

    exception_id = fields.Many2one(
        comodel_name="bank.policy.exception", required=True, readonly=True
    )
    exception_name = fields.Char(
        string="What It Departed From", compute="_compute_exception_name"
    )
    proof = fields.Text(string="By What It Is Kept Now", help="Paper, number, date.")

    @api.depends("exception_id")
    @api.depends_context("uid")
    def _compute_exception_name(self):
        shown = self.exception_id._filter_shown()
        for dialog in self:
            dialog.exception_name = (dialog.exception_id._origin & shown).name

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.exception_id._hide_closed("exception_id", told)

    def _get_dialog_action(self, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_confirm(self):
        self.ensure_one()
        self.exception_id.action_cure(self.proof or "")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
