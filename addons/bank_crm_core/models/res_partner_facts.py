# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .res_partner_card import FEW, SOME

PLAIN = (
    "card_agreement_ids",
    "card_past_agreement_ids",
    "card_paid_ids",
    "card_account_ids",
    "card_order_ids",
    "card_operation_ids",
    "card_interaction_ids",
)


class ResPartner(models.Model):
    """Lists on the card that need no more than the rows: all of them in one statement."""

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
    def _get_card_facts(self):
        """Hook: lists as in :meth:`_get_card_lists`, of fields of this compute."""
        mine = "t.partner_id = p.id"
        lists = self._get_card_lists()
        return {
            **{name: lists[name] for name in PLAIN},
            "card_identity_ids": (
                "bank_identity_document",
                "",
                f"{mine} AND t.active",
                "t.is_main DESC NULLS LAST, t.date_issued DESC NULLS LAST, t.id DESC",
                SOME,
            ),
            "card_address_ids": (
                "bank_client_address",
                "",
                mine,
                "t.date_end DESC NULLS FIRST, t.kind, t.date_start DESC NULLS LAST, "
                "t.id DESC",
                SOME,
            ),
            "card_kyc_ids": (
                "bank_kyc_review",
                "",
                mine,
                "t.date DESC NULLS FIRST, t.id DESC",
                FEW,
            ),
            "card_workplace_ids": (
                "bank_client_workplace",
                "",
                mine,
                "t.date_end DESC NULLS FIRST, t.date_start DESC NULLS LAST, t.id DESC",
                FEW,
            ),
            "card_income_ids": (
                "bank_client_income",
                "",
                mine,
                "t.date_end DESC NULLS FIRST, t.direction DESC, t.amount DESC, t.id",
                SOME,
            ),
            "card_event_ids": (
                "bank_life_event",
                "",
                mine,
                "t.date DESC, t.id DESC",
                SOME,
            ),
        }

    @api.depends(
        "agreement_ids.payment_ids",
        "account_ids.order_ids",
        "account_ids.operation_ids",
        "interaction_ids",
        "identity_document_ids",
        "address_ids",
        "kyc_review_ids",
        "workplace_ids",
        "income_ids",
        "event_ids",
    )
    def _compute_card_facts(self):
        found = self._read_card_facts()
        for partner in self:
            for name in self._get_card_facts():
                partner[name] = found.get((name, partner._origin.id), False)

    def _read_card_facts(self):
        """Return ``{(field, partner_id): ids}``."""
        lists = self._get_card_facts()
        for name in lists:
            self.env[self._fields[name].comodel_name].flush_model()
        selects = [
            SQL(
                """
                SELECT %s, p.id, array_agg(t.id ORDER BY t.place)
                  FROM unnest(%s::int[]) AS p (id) CROSS JOIN LATERAL (
                       SELECT t.id, row_number() OVER (ORDER BY %s) AS place
                         FROM %s t %s WHERE %s ORDER BY %s LIMIT %s) t
                 GROUP BY p.id
                """,
                name,
                self._origin.ids,
                SQL(order),  # pylint: disable=sql-injection
                SQL.identifier(table),
                SQL(join),  # pylint: disable=sql-injection
                SQL(condition),  # pylint: disable=sql-injection
                SQL(order),  # pylint: disable=sql-injection
                limit,
            )
            for name, (table, join, condition, order, limit) in lists.items()
        ]
        rows = self.env.execute_query(SQL(" UNION ALL ").join(selects))
        return {(name, partner_id): ids for name, partner_id, ids in rows}
