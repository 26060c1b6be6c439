# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..card.res_partner_card import FEW, OWN, SOME

# {field: (table, join, condition, order, limit)}: see _get_card_lists
FACT_LISTS = {
    "card_identity_ids": (
        "bank_identity_document",
        "",
        f"{OWN} AND t.active",
        "t.is_main DESC NULLS LAST, t.date_issued DESC NULLS LAST, t.id DESC",
        SOME,
    ),
    "card_address_ids": (
        "bank_client_address",
        "",
        OWN,
        "t.date_end DESC NULLS FIRST, t.kind, t.date_start DESC NULLS LAST, t.id DESC",
        SOME,
    ),
    "card_kyc_ids": (
        "bank_kyc_review",
        "",
        OWN,
        "t.date DESC NULLS FIRST, t.id DESC",
        FEW,
    ),
    "card_workplace_ids": (
        "bank_client_workplace",
        "",
        OWN,
        "t.date_end DESC NULLS FIRST, t.date_start DESC NULLS LAST, t.id DESC",
        FEW,
    ),
    "card_income_ids": (
        "bank_client_income",
        "",
        OWN,
        "t.date_end DESC NULLS FIRST, t.direction DESC, t.amount DESC, t.id",
        SOME,
    ),
    "card_event_ids": ("bank_life_event", "", OWN, "t.date DESC, t.id DESC", SOME),
}


class ResPartner(models.Model):
    """Who the client is, as lists on his card."""

    _inherit = "res.partner"

    card_identity_ids = fields.Many2many(
        comodel_name="bank.identity.document",
        compute="_compute_card_facts",
        string="Current Identity Documents",
    )
    card_address_ids = fields.Many2many(
        comodel_name="bank.client.address",
        compute="_compute_card_facts",
        string="Current Addresses",
    )
    card_kyc_ids = fields.Many2many(
        comodel_name="bank.kyc.review",
        compute="_compute_card_facts",
        string="Last Reviews",
    )

    card_workplace_ids = fields.Many2many(
        comodel_name="bank.client.workplace",
        compute="_compute_card_facts",
        string="Work",
    )
    card_income_ids = fields.Many2many(
        comodel_name="bank.client.income",
        compute="_compute_card_facts",
        string="Budget",
    )
    card_event_ids = fields.Many2many(
        comodel_name="bank.life.event",
        compute="_compute_card_facts",
        string="Last Life Events",
    )

    @api.model
    def _get_card_lists(self):
        return {**super()._get_card_lists(), **FACT_LISTS}

    @api.model
    def _get_card_triggers(self):
        return [
            *super()._get_card_triggers(),
            "identity_document_ids",
            "address_ids",
            "kyc_review_ids",
            "workplace_ids",
            "income_ids",
            "event_ids",
        ]
