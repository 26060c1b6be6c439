# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..card.res_partner_card import SOME


class ResPartner(models.Model):
    """Under which numbers others know the client, and what he is permitted to do."""

    _inherit = "res.partner"

    licence_ids = fields.One2many(
        comodel_name="bank.client.licence", inverse_name="partner_id", string="Licences"
    )
    identifier_ids = fields.One2many(
        comodel_name="bank.client.identifier",
        inverse_name="partner_id",
        string="Identifiers",
    )
    card_licence_ids = fields.Many2many(
        comodel_name="bank.client.licence",
        compute="_compute_card_facts",
        string="Last Licences",
    )
    card_identifier_ids = fields.Many2many(
        comodel_name="bank.client.identifier",
        compute="_compute_card_facts",
        string="Numbers in Registers",
    )

    @api.model
    def _get_card_lists(self):
        mine = "t.partner_id = p.id"
        return {
            **super()._get_card_lists(),
            "card_licence_ids": (
                "bank_client_licence",
                "",
                mine,
                "t.date_end DESC NULLS FIRST, t.id DESC",
                SOME,
            ),
            "card_identifier_ids": (
                "bank_client_identifier",
                "",
                mine,
                "t.type_id, t.id",
                SOME,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "licence_ids", "identifier_ids"]

    def action_add_licence(self):
        """Enter a licence over the card."""
        self.check_access("read")
        return self._add_own("bank.client.licence", self.env._("Licence of a Client"))

    def action_add_identifier(self):
        """Enter a number of another register over the card."""
        self.check_access("read")
        return self._add_own(
            "bank.client.identifier", self.env._("Identifier of a Client")
        )
