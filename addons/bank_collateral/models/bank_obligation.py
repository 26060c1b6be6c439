# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

SHORT = """
    SELECT a.id, a.partner_id
      FROM bank_agreement a
      JOIN bank_product t ON t.id = a.product_id AND t.coverage_min > 0
      JOIN %(factors)s f (currency_id, factor) ON f.currency_id = a.currency_id
      LEFT JOIN (SELECT q.agreement_id, SUM(q.value) AS value
                   FROM (%(pledges)s) q
                  WHERE q.state = 'active'
                  GROUP BY q.agreement_id) s ON s.agreement_id = a.id
     WHERE a.state IN ('active', 'defaulted')
       AND COALESCE(s.value, 0) < a.balance * f.factor * t.coverage_min / 100
"""


class BankObligation(models.Model):
    """What happens to collateral, found every night for the whole bank."""

    _inherit = "bank.obligation"

    @api.model
    def _select_short(self, today):
        """SQL of (agreement, client) of agreements that are not covered.

        Nothing but registered pledges counts.
        """
        pledges = self.env["bank.collateral.pledge"]
        return SQL(
            SHORT,
            factors=pledges._select_factors(),
            pledges=pledges._select_pledges(
                today,
                SQL(
                    "EXISTS (SELECT 1 FROM bank_collateral_pledge p "
                    "WHERE p.collateral_id = c.id AND p.state = 'active')"
                ),
            ),
        )

    @api.model
    def _find_collateral_shortfall(self, kind, today):
        """Once while it lasts; closed by hand while it lasts, it comes again."""
        return SQL(
            """
            SELECT a.partner_id, a.id, %s::date, a.id || '/' || (
                       SELECT COUNT(*) FROM bank_obligation o
                        WHERE o.kind_id = %s AND o.agreement_id = a.id
                          AND o.state IN ('done', 'cancelled')), NULL
              FROM bank_agreement a
              JOIN (%s) s ON s.id = a.id
             WHERE %s
            """,
            today,
            kind.id,
            self._select_short(today),
            self._get_product_condition(kind),
        )

    @api.model
    def _find_collateral_valuation(self, kind, today):
        return SQL(
            """
            SELECT c.partner_id, NULL::int, c.date_valuation_due,
                   c.id || '/' || c.date_valuation_due, c.name
              FROM bank_collateral c
             WHERE c.active AND c.date_valuation_due BETWEEN %s AND %s
               AND EXISTS (SELECT 1 FROM bank_collateral_pledge p
                            WHERE p.collateral_id = c.id AND p.state = 'active')
            """,
            today,
            fields.Date.add(today, days=kind.lead_days),
        )

    @api.model
    def _find_collateral_insurance(self, kind, today):
        """Policies of pledged objects that nobody has followed by a later one."""
        return SQL(
            """
            SELECT c.partner_id, NULL::int, i.date_end, i.id || '/' || i.date_end,
                   c.name || ', ' || i.number
              FROM bank_collateral_insurance i
              JOIN bank_collateral c ON c.id = i.collateral_id
             WHERE c.active AND i.date_end BETWEEN %s AND %s
               AND EXISTS (SELECT 1 FROM bank_collateral_pledge p
                            WHERE p.collateral_id = c.id AND p.state = 'active')
               AND NOT EXISTS (SELECT 1 FROM bank_collateral_insurance later
                                WHERE later.collateral_id = c.id
                                  AND later.date_end > i.date_end)
            """,
            today,
            fields.Date.add(today, days=kind.lead_days),
        )

    @api.model
    def _close_not_due(self, today):
        """A shortfall that is made good ends by itself, with its task."""
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_obligation o
                   SET state = 'cancelled', outcome = %s, date_done = now() AT TIME ZONE
                       'UTC', notice_state =
                       CASE WHEN notice_state = 'sent' THEN 'sent' ELSE 'none' END
                  FROM bank_obligation_kind k
                 WHERE k.id = o.kind_id AND k.event = 'collateral_shortfall'
                   AND o.state IN ('open', 'missed')
                   AND NOT EXISTS (SELECT 1 FROM (%s) s WHERE s.id = o.agreement_id)
                RETURNING o.id
                """,
                self.env._("Covered again"),
                self._select_short(today),
            )
        )
        return super()._close_not_due(today)
