# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from ..tools.sheet import Column


class BranchDirectory(models.AbstractModel):
    _name = "report.bank_report.branch_directory"
    _description = "Branch Directory"
    _inherit = ["bank.report.sheet"]

    def _get_sheets(self, docs, data):
        columns = [
            Column(self.env._("Code"), width=10),
            Column(self.env._("Branch"), width=50),
            Column(self.env._("Head")),
            Column(self.env._("Working Hours")),
            Column(self.env._("Employees"), "integer", total=True),
            Column(self.env._("Own Letterhead"), "boolean", width=12),
        ]
        yield self.env._("Branches"), columns, self._iter_rows(docs)

    def _iter_rows(self, branches):
        # whether there is a letterhead is no secret; its company is the branch's
        heads_sudo = self.env["bank.letterhead"].sudo()
        with_head = {head.branch_id.id for head in heads_sudo.search([])}
        for part in self._iter_slices(branches):
            for branch in part:
                yield (
                    branch.code,
                    branch.complete_name,
                    branch.head_id.name,
                    branch.calendar_id.name,
                    len(branch.user_ids),
                    branch.id in with_head,
                )
