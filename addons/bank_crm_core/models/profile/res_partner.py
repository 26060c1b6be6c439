# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    """The card is laid out as the bank wants it for this kind of client."""

    _inherit = "res.partner"

    card_layout = fields.Json(compute="_compute_card_layout", exportable=False)

    @api.depends("client_form_id")
    def _compute_card_layout(self):
        # the layout is no secret
        layouts = {
            form.id: form._get_layout()
            for form in self.client_form_id.sudo()
            if form.page_ids
        }
        for partner in self:
            partner.card_layout = layouts.get(partner.client_form_id.id, False)
