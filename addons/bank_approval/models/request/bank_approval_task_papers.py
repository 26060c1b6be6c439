# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalTask(models.Model):
    """The inbox names the papers on which whoever is asked decides."""

    _inherit = "bank.approval.task"

    paper_names = fields.Char(string="Papers", compute="_compute_paper_names")

    @api.depends("res_model", "res_id", "state")
    @api.depends_context("uid")
    def _compute_paper_names(self):
        self.paper_names = False
        for name, tasks in self.filtered("is_mine").grouped("res_model").items():
            documents = self.env[name].browse(set(tasks.mapped("res_id")))
            papers = documents._read_paper_names()
            for task in tasks:
                task.paper_names = ", ".join(papers.get(task.res_id, []))
