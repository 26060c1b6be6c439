# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankInteraction(models.Model):
    """Who has replied goes another way through the sequences that he is in."""

    _inherit = "bank.interaction"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        heard = rows.filtered(lambda row: row.direction == "in").sudo().partner_id
        if heard:
            # a step begins for who leads the plan, whoever has heard of the client
            self.env["bank.action.item"].sudo()._take_replied(heard)
        return rows
