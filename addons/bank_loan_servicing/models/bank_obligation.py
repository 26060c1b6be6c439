# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankObligation(models.Model):
    """What happens to loans after their issue, found every night."""

    _inherit = "bank.obligation"

    @api.model
    def _find_delinquency(self, kind, today):
        """Once for each range that a loan comes into, of each time it is past due."""
        return SQL(
            """
            SELECT a.partner_id, a.id, %s::date,
                   a.id || '/' || b.id || '/' || a.date_past_due, a.number || ', ' ||
                   COALESCE(b.name ->> %s, b.name ->> 'en_US')
              FROM bank_agreement a
              JOIN bank_delinquency_bucket b ON b.id = a.bucket_id AND b.is_told
             WHERE a.state IN ('active', 'defaulted') AND %s
            """,
            today,
            self.env.company.partner_id.lang or "en_US",
            self._get_product_condition(kind),
        )

    @api.model
    def _find_loan_review(self, kind, today):
        """Borrowers with a business, a year after the last review or the first loan."""
        return SQL(
            """
            SELECT f.partner_id, NULL::int, f.due, f.partner_id || '/' || f.due, NULL
              FROM (SELECT a.partner_id, (COALESCE((
                               SELECT MAX(r.date_done) FROM bank_loan_review r
                                WHERE r.partner_id = a.partner_id AND r.state = 'done'
                           ), MIN(a.date_start)) + INTERVAL '1 year')::date AS due
                      FROM bank_agreement a
                      JOIN res_partner p ON p.id = a.partner_id
                       AND p.client_kind IN ('company', 'entrepreneur')
                     WHERE a.state IN ('active', 'defaulted') AND a.trade = 'credit'
                       AND %s
                     GROUP BY a.partner_id) f
             WHERE f.due <= %s
            """,
            self._get_product_condition(kind),
            fields.Date.add(today, days=kind.lead_days),
        )

    @api.model
    def _end_reviewed(self):
        """A review that was decided on ends its task."""
        self.env.execute_query(SQL(REVIEWED))
        self.env.execute_query(SQL(REVIEW_TASKS))

    @api.model
    def _close_not_due(self, today):
        """A task ends with the range that it was for."""
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_obligation o
                   SET state = 'cancelled', outcome = %s,
                       date_done = now() AT TIME ZONE 'UTC'
                  FROM bank_obligation_kind k, bank_agreement a
                 WHERE k.id = o.kind_id AND k.event = 'delinquency'
                   AND o.state IN ('open', 'missed') AND a.id = o.agreement_id
                   AND o.source_key IS DISTINCT FROM
                       a.id || '/' || a.bucket_id || '/' || a.date_past_due
                RETURNING o.id
                """,
                self.env._("In another range, or paid"),
            )
        )
        self._end_reviewed()
        return super()._close_not_due(today)


REVIEWED = """
    UPDATE bank_obligation o
       SET state = 'done', outcome = r.name,
           date_done = now() AT TIME ZONE 'UTC'
      FROM bank_obligation_kind k, bank_loan_review r
     WHERE k.id = o.kind_id AND k.event = 'loan_review'
       AND o.state IN ('open', 'missed')
       AND r.partner_id = o.partner_id AND r.state = 'done'
       AND r.date_done >= o.create_date::date
    RETURNING o.id
"""
REVIEW_TASKS = """
    UPDATE mail_activity t SET active = FALSE
      FROM bank_obligation o, bank_obligation_kind k
     WHERE o.id = t.obligation_id AND k.id = o.kind_id AND t.active
       AND k.event = 'loan_review' AND o.state = 'done'
    RETURNING t.id
"""
