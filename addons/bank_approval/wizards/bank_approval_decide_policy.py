# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalDecide(models.TransientModel):
    """Whoever decides sees in what the document departs from policies."""

    _inherit = "bank.approval.decide"

    exception_ids = fields.One2many(
        comodel_name="bank.policy.exception",
        string="Policy Exceptions",
        compute="_compute_exception_ids",
    )

    @api.depends("task_id")
    @api.depends_context("uid")
    def _compute_exception_ids(self):
        shown = self.task_id._filter_shown()
        for dialog in self:
            request_sudo = (dialog.task_id._origin & shown).sudo().approval_id
            rows = request_sudo.exception_ids.with_env(self.env)
            dialog.exception_ids = rows._filtered_access("read")
