# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


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

    file_ids = fields.Many2many(
        comodel_name="ir.attachment",
        string="Files",
        compute="_compute_file_ids",
        inverse="_inverse_file_ids",
        exportable=False,
        help="What is laid before the committee: it gets copies of them with the agenda.",
    )

    @api.depends_context("uid")
    def _compute_file_ids(self):
        files = self._origin._find_files().grouped("res_id")
        for item in self:
            own = files.get(item._origin.id, self.env["ir.attachment"])
            item.file_ids = own.with_env(self.env)

    def _inverse_file_ids(self):
        """Hang new files on the matter, delete those that were taken away.

        Whether it may be changed still, ``write`` has asked.
        """
        for item in self:
            there = item._find_files()
            wanted = item.file_ids
            item._adopt_files(wanted - there)
            (there - wanted).with_env(self.env).unlink()

    def _adopt_files(self, files):
        """Take files that the user has just uploaded, nobody else's."""
        files_sudo = files.sudo()
        for file_sudo in files_sudo:
            is_free = not file_sudo.res_id and not file_sudo.res_field
            is_kin = file_sudo.res_model in (False, self._name)
            if not is_free or not is_kin or file_sudo.create_uid != self.env.user:
                raise AccessError(
                    self.env._("Add files that you have uploaded here yourself.")
                )
        # his own, and bound to nothing else
        files_sudo.write({"res_model": self._name, "res_id": self.id})

    def _queue_again(self):
        """What was put in by hand keeps its files; a request has its document's."""
        result = super()._queue_again()
        for item in self.filtered(lambda row: not row.task_id):
            again = self.search([("previous_id", "=", item.id)], limit=1)
            for file in item._find_files():
                file.copy({"res_id": again.id})
        return result

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
