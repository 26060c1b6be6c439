# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCommitteeItem(models.Model):
    """A committee that decides on a change sees what goes on from the decision."""

    _inherit = "bank.committee.item"

    kept_text = fields.Text(
        string="Conditions That Go On", compute="_compute_kept_text"
    )

    def _compute_kept_text(self):
        for item in self:
            # whoever reads the matter reads what holds whatever is decided on it
            rows_sudo = item.sudo().task_id.approval_id.kept_condition_ids
            item.kept_text = "\n".join(rows_sudo.mapped("name"))
