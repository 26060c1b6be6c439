# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """What was said last: the card costs the same with no contacts and with thousands."""

    _inherit = "res.partner"

    date_last_interaction = fields.Datetime(
        string="Last Contact", compute="_compute_date_last_interaction"
    )

    @api.model
    def _get_card_fetched(self):
        return {*super()._get_card_fetched(), "card_interaction_ids"}

    @api.depends("interaction_ids.date")
    def _compute_date_last_interaction(self):
        if len(self) == 1:
            # a card has its last contacts at hand
            self.date_last_interaction = self.card_interaction_ids[:1].date
            return
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id, (SELECT max(date) FROM bank_interaction i
                               WHERE i.partner_id = p.id)
                  FROM unnest(%s::int[]) AS p (id)
                """,
                self._origin.ids,
            )
        )
        dates = dict(rows)
        for partner in self:
            partner.date_last_interaction = dates.get(partner._origin.id)
