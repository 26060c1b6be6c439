# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..card.res_partner_card import SOME


class ResPartner(models.Model):
    """The team of a client, on his card."""

    _name = "res.partner"
    _inherit = ["bank.team.mixin", "res.partner"]
    _team_client = "id"  # a client's team is his own

    card_member_ids = fields.Many2many(
        comodel_name="bank.team.member",
        compute="_compute_card_facts",
        string="Team Members",
    )

    def _get_team_client(self):
        return self

    @api.model
    def _get_card_lists(self):
        return {
            **super()._get_card_lists(),
            "card_member_ids": (
                "bank_team_member",
                "",
                "t.partner_id = p.id AND t.res_model = 'res.partner'",
                "t.is_ended, t.role_id, t.id DESC",
                SOME,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "team_member_ids.is_ended"]
