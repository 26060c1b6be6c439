# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalDecide(models.TransientModel):
    """The dialog asks for the code where the step asks for the second factor."""

    _inherit = "bank.approval.decide"

    needs_code = fields.Boolean(compute="_compute_needs_code")
    code = fields.Char(string="Code of the Authenticator")
    code_error = fields.Char(readonly=True)

    @api.depends("task_id")
    @api.depends_context("uid")
    def _compute_needs_code(self):
        for dialog in self:
            task = dialog.task_id
            dialog.needs_code = bool(task) and task._needs_second_factor()

    def _decide(self, decision):
        self.ensure_one()
        if self.task_id._needs_second_factor():
            error = self.task_id._confirm_second_factor(self.code)
            # a code is used once and kept nowhere
            self.write({"code": False, "code_error": error})
            if error:
                return self._reopen()
        return super()._decide(decision)

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
