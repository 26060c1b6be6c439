# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalDecide(models.TransientModel):
    """Whoever decides sees in what the document departs from policies."""

    _inherit = "bank.approval.decide"

    exception_ids = fields.One2many(related="task_id.approval_id.exception_ids")
