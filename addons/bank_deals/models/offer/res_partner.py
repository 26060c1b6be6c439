# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_crm_core.models.card.res_partner_card import FEW

SHOWN = 2  # by name at the head of the card; the rest is a click away
OF_OPEN_DEAL = "JOIN crm_lead l ON l.id = t.deal_id AND l.active"


class ResPartner(models.Model):
    """What a client is offered in his open deals and has not declined, on his card."""

    _inherit = "res.partner"

    card_offer_ids = fields.Many2many(
        comodel_name="bank.offer",
        compute="_compute_card_facts",
        string="Open Offers",
    )

    @api.model
    def _get_card_lists(self):
        return {
            **super()._get_card_lists(),
            "card_offer_ids": (
                "bank_offer",
                OF_OPEN_DEAL,
                "t.partner_id = p.id AND l.won_status = 'pending' "
                "AND t.state NOT IN ('declined', 'replaced')",
                "t.date_valid NULLS LAST, t.id DESC",
                FEW,
            ),
        }

    @api.model
    def _get_card_filtered(self):
        """An offer is as closed as its deal."""
        return {*super()._get_card_filtered(), "card_offer_ids"}

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "opportunity_ids.offer_ids.state"]

    @api.model
    def _get_offer_section(self, client):
        """Return the section of the card, or False where nothing is offered.

        Reads the list that the card has at hand: no statement of its own for whoever
        has no offers.
        """
        offers = client.card_offer_ids
        if not offers:
            return False
        return {
            "title": self.env._("Offers"),
            "figures": [offer._prepare_card_figure() for offer in offers[:SHOWN]],
            "action": client._prepare_offers_action(),
        }

    def _prepare_offers_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_offer_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)]}
