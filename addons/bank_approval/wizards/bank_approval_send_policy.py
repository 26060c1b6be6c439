# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalSend(models.TransientModel):
    """Whoever sends sees what he asks to be accepted against a policy."""

    _inherit = "bank.approval.send"

    exception_ids = fields.Many2many(
        comodel_name="bank.policy.exception",
        string="Policy Exceptions",
        compute="_compute_exception_ids",
    )

    def _compute_exception_ids(self):
        known = self.env["bank.approval.route"]._get_document_models()
        for dialog in self:
            rows = self.env["bank.policy.exception"]
            if dialog.res_model in known:
                document = self.env[dialog.res_model].browse(dialog.res_id)
                rows = document.exists()._filtered_access("read").exception_ids
            dialog.exception_ids = rows
