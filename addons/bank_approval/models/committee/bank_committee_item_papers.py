# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCommitteeItem(models.Model):
    """The papers of a matter, frozen when it comes on the agenda."""

    _name = "bank.committee.item"
    _inherit = [
        "bank.committee.item",
        "bank.task.access.mixin",
        "bank.approval.papers.mixin",
    ]

    paper_ids = fields.One2many(
        comodel_name="bank.committee.paper",
        inverse_name="item_id",
        string="Papers",
        readonly=True,
    )

    def _find_papers(self):
        """Return the files of the matter and of what its request is about."""
        files = self._find_approval_files()
        if self.task_id:
            files += self.task_id._get_document()._find_approval_files()
        return files

    def action_open_item(self):
        """Open the matter from the agenda."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_document(self):
        """Open what the request is about."""
        self.ensure_one()
        self.check_access("read")
        task_sudo = self.sudo().task_id
        return task_sudo.sudo(False).action_open_document() if task_sudo else False
