# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# {what the client is: (his relations, the other end of each)}
SIDES = {
    "from": ("relation_from_ids", "partner_to_id"),
    "to": ("relation_to_ids", "partner_from_id"),
}
LONGEST_DAYS = 366


class BankRegistrySegment(models.AbstractModel):
    _inherit = "bank.registry.segment"

    def _get_own_entries(self):
        portraits = {
            "relation": (
                self.env._("Is related to somebody"),
                "relation_type_ids,relation_side,segment_ids",
            ),
            "income": (self.env._("Income a month"), "number_from,number_to"),
            "season": (self.env._("His season begins in days"), "days"),
        }
        return [*super()._get_own_entries(), *portraits.items()]


class BankSegmentSource(models.AbstractModel):
    """Portraits of clients: by whom they stand next to, what they earn, when they do
    business.
    """

    _inherit = "bank.segment.source"

    @api.model
    def _get_relation(self, parameters):
        """Clients with a relation of today, where asked to somebody of a segment.

        Both ends are looked at with the rights of who asks.
        """
        current = self.env["bank.relation"]._get_current_domain()
        if types := parameters.get("relation_type_ids"):
            current &= Domain("type_id", "in", types)
        wanted = Domain.TRUE
        if segments := parameters.get("segment_ids"):
            wanted = Domain("segment_ids", "in", segments)
        side = parameters.get("relation_side")
        sides = [SIDES[side]] if side in SIDES else SIDES.values()
        return Domain.OR(
            Domain(relations, "any", current & Domain(other, "any", wanted))
            for relations, other in sides
        )

    @api.model
    def _get_income(self, parameters):
        """What clients earn a month in the currency of the bank, all of it together."""
        today = fields.Date.context_today(self)
        incomes = self.env["bank.client.income"]
        query = incomes._search(
            Domain("direction", "=", "income")
            & Domain("currency_id", "=", self.env.company.currency_id.id)
            & Domain("date", "<=", today)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today))
        )
        total = SQL("sum(%s)", incomes._field_to_sql(query.table, "amount", query))
        client = incomes._field_to_sql(query.table, "partner_id", query)
        query.groupby = client
        query.having = SQL("%s >= %s", total, parameters.get("number_from") or 0)
        if most := parameters.get("number_to"):
            query.having = SQL("%s AND %s <= %s", query.having, total, most)
        return Domain("id", "in", SQL("(%s)", query.select(client)))

    @api.model
    def _get_season(self, parameters):
        """Businesses whose season begins within so many days: before it they want money."""
        today = fields.Date.context_today(self)
        count = min(parameters.get("days") or 0, LONGEST_DAYS)
        days = (today + timedelta(days=number) for number in range(count + 1))
        months = {day.month for day in days if day.day == 1}
        return Domain.OR(
            Domain("season_month_ids.number", "=", month)
            & ~Domain("season_month_ids.number", "=", (month - 2) % 12 + 1)
            for month in months
        )
