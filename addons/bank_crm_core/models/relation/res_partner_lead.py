# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    """Opportunities that a client's relations open."""

    _inherit = "res.partner"

    relation_lead_ids = fields.One2many(
        comodel_name="bank.relation.lead",
        inverse_name="client_id",
        string="All Opportunities by Relations",
    )
    card_lead_ids = fields.Many2many(
        comodel_name="bank.relation.lead",
        compute="_compute_card_facts",
        string="Opportunities by Relations",
    )

    @api.model
    def _get_card_lists(self):
        return {
            **super()._get_card_lists(),
            "card_lead_ids": (
                "bank_relation_lead",
                "",
                "t.client_id = p.id AND t.state = 'open'",
                "t.id DESC",
                10,
            ),
        }

    @api.model
    def _get_card_filtered(self):
        """Without those whose card the reader may not read."""
        return {*super()._get_card_filtered(), "card_lead_ids"}

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "relation_lead_ids.state"]
