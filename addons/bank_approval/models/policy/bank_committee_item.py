# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCommitteeItem(models.Model):
    """Minutes and extracts name the policy exceptions of a matter."""

    _inherit = "bank.committee.item"

    exception_text = fields.Text(
        string="Policy Exceptions", compute="_compute_exception_text"
    )

    def _compute_exception_text(self):
        for item in self:
            # whoever reads the matter reads what it departs from
            rows_sudo = item.sudo().task_id.approval_id.exception_ids
            item.exception_text = "\n".join(row._tell() for row in rows_sudo)
