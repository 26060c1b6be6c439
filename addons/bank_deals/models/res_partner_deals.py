# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_crm_core.models.card.res_partner_card import SOME

OWN_DEAL = "t.partner_id = p.id AND t.type = 'opportunity'"


class ResPartner(models.Model):
    """What is being sold to a client and what was, on his card."""

    _inherit = "res.partner"

    card_deal_ids = fields.Many2many(
        comodel_name="crm.lead",
        compute="_compute_card_facts",
        string="Deals in Work",
    )
    card_past_deal_ids = fields.Many2many(
        comodel_name="crm.lead",
        compute="_compute_card_facts",
        string="Sales History",
        context={"active_test": False},
    )

    @api.model
    def _get_card_lists(self):
        lists = super()._get_card_lists()
        table, join, condition, *rest = lists["card_preapproved_ids"]
        is_sold = (
            "EXISTS (SELECT 1 FROM crm_lead l WHERE l.preapproved_id = t.id "
            "AND l.won_status = 'won')"
        )
        return {
            **lists,
            "card_preapproved_ids": (
                table,
                join,
                f"{condition} AND NOT {is_sold}",
                *rest,
            ),
            "card_deal_ids": (
                "crm_lead",
                "",
                f"{OWN_DEAL} AND t.active AND t.won_status = 'pending'",
                "t.probability DESC NULLS LAST, t.id DESC",
                SOME,
            ),
            "card_past_deal_ids": (
                "crm_lead",
                "",
                f"{OWN_DEAL} AND t.won_status IN ('won', 'lost')",
                "t.date_closed DESC NULLS LAST, t.id DESC",
                SOME,
            ),
        }

    @api.model
    def _get_card_filtered(self):
        """A colleague's deal may be closed to the reader though the client is not."""
        return {*super()._get_card_filtered(), "card_deal_ids", "card_past_deal_ids"}

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "opportunity_ids.won_status"]
