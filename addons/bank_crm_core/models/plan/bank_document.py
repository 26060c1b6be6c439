# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDocument(models.Model):
    """A paper that comes or is verified closes what a plan wants it for."""

    _inherit = "bank.document"

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers._close_plan_items()
        return papers

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"state", "slot_id", "date_expiry"}:
            self._close_plan_items()
        return result

    def _close_plan_items(self):
        # whoever may bring or verify a paper may have what waits for it closed
        items_sudo = self.env["bank.action.item"].sudo()
        placed_sudo = self.sudo().filtered("slot_id")
        for model, papers in placed_sudo.grouped("res_model").items():
            items_sudo._close_papers(model, papers.mapped("res_id"), papers.slot_id)
