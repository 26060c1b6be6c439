# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankInquiryQualify(models.TransientModel):
    """What an agent has typed is not typed again."""

    _inherit = "bank.inquiry.qualify"

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        for dialog in dialogs.filtered(lambda row: row.inquiry_id.agent_id):
            dialog.amount = dialog.amount or dialog.inquiry_id.amount
            dialog.term_months = dialog.term_months or dialog.inquiry_id.term_months
        return dialogs

    def _prepare_client_values(self):
        values = super()._prepare_client_values()
        inquiry = self.inquiry_id
        if inquiry.agent_id:
            values.update(birth_date=inquiry.birth_date, inn=inquiry.inn)
        return values

    def action_finish(self):
        action = super().action_finish()
        if self.inquiry_id.agent_id:
            self.inquiry_id._try_application()
        return action
