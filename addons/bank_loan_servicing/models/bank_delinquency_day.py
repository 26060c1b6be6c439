# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankDelinquencyDay(models.Model):
    """How far a loan was past due on a day; days on which none was have no row.

    Written by the nightly run alone, in sets; nobody has a right to change it.
    """

    _name = "bank.delinquency.day"
    _description = "Day Past Due"
    _order = "date desc, agreement_id"
    _rec_name = "date"
    _log_access = False
    _access_logged = True
    _access_log_client = "partner_id"

    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Date(required=True, readonly=True)
    date_since = fields.Date(string="Since", readonly=True)
    days = fields.Integer(string="Days Past Due", readonly=True, aggregator="max")
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    amount = fields.Monetary(string="Overdue", readonly=True)
    bucket_id = fields.Many2one(
        comodel_name="bank.delinquency.bucket",
        string="Range",
        readonly=True,
        ondelete="restrict",
    )

    provision = fields.Monetary(readonly=True)

    _day_uniq = models.UniqueIndex("(agreement_id, date)")
    _date_idx = models.Index("(date, bucket_id)")
    _bucket_idx = models.Index("(bucket_id)")

    @api.model
    def _write_day(self, day, first, last):
        """Write the rows of one day for agreements from ``first`` to ``last``.

        Run again, it leaves the same rows; what is no longer past due loses its row.
        """
        which = SQL("a.id BETWEEN %s AND %s", first, last)
        late = SQL(LATE, missed=SQL(MISSED, which=which, day=day), day=day)
        self.env.execute_query(
            SQL(
                WRITE,
                late=late,
                day=day,
                first=first,
                last=last,
            )
        )


# Money pays what the core calls paid, then the oldest debt: past due is a loan since the
# first line of its schedule that all payments together do not reach. Where they reach it,
# or the core tells none, it is what the core calls overdue: money may have been paid for
# something else, or as a penalty. A payment reaches no further than the line that falls
# due next after it: what is more was repaid early (Federal Law 353-FZ, article 11) and
# lessens the debt, not what falls due later. What is open of principal comes last in a
# payment: interest is paid first (Civil Code, article 319).
MISSED = """
    WITH loan AS (
        SELECT a.id, a.partner_id, a.balance FROM bank_agreement a
         WHERE %(which)s AND a.trade = 'credit'
           AND a.state IN ('active', 'defaulted')
    ), line AS (
        SELECT p.agreement_id, p.date, p.state, COALESCE(p.amount, 0) AS amount,
               COALESCE(p.principal, 0) AS principal,
               SUM(p.amount) OVER (PARTITION BY p.agreement_id
                   ORDER BY p.state <> 'paid', p.date, p.id) AS due
          FROM bank_agreement_payment p JOIN loan ON loan.id = p.agreement_id
         WHERE p.kind = 'schedule'
    ), event AS (
        SELECT agreement_id, date, due, NULL::numeric AS paid FROM line
         WHERE state <> 'paid'
         UNION ALL
        SELECT p.agreement_id, p.date, NULL,
               COALESCE(SUM(p.amount) FILTER (WHERE p.date <= %(day)s), 0)
          FROM bank_agreement_payment p JOIN loan ON loan.id = p.agreement_id
         WHERE p.kind = 'fact' GROUP BY p.agreement_id, p.date
    ), fact AS (
        SELECT agreement_id, date, paid, MIN(due) OVER later AS next_due,
               SUM(paid) OVER (PARTITION BY agreement_id)
               - SUM(paid) OVER later + paid AS so_far
          FROM event
        WINDOW later AS (PARTITION BY agreement_id
                             ORDER BY date DESC, (paid IS NULL)
                              ROWS UNBOUNDED PRECEDING)
    ), kept AS (
        SELECT agreement_id, paid, next_due - MIN(so_far) OVER (
                   PARTITION BY agreement_id ORDER BY date DESC, (paid IS NULL)
                        ROWS UNBOUNDED PRECEDING) AS room
          FROM fact WHERE paid IS NOT NULL
    ), paid AS (
        SELECT k.agreement_id, SUM(k.paid)
               + CASE WHEN MIN(loan.balance) > 0 THEN LEAST(0, MIN(k.room))
                      ELSE 0 END AS total
          FROM kept k JOIN loan ON loan.id = k.agreement_id
         GROUP BY k.agreement_id
    ), unpaid AS (
        SELECT line.agreement_id, line.date, line.principal,
               CASE WHEN paid.agreement_id IS NOT NULL
                         AND ROUND(line.due - COALESCE(paid.total, 0), 2) > 0
                    THEN LEAST(line.amount,
                               ROUND(line.due - COALESCE(paid.total, 0), 2))
                    WHEN line.state = 'overdue' THEN line.amount
                    ELSE 0 END AS amount
          FROM line LEFT JOIN paid ON paid.agreement_id = line.agreement_id
         WHERE line.date < %(day)s
    ), missed AS (
        SELECT agreement_id, MIN(date) AS since, SUM(amount) AS amount,
               SUM(LEAST(principal, amount)) AS principal
          FROM unpaid WHERE amount > 0 GROUP BY agreement_id
    )
"""
# days of pauses are counted once, however pauses lie over one another
LATE = """
    %(missed)s, counted AS (
        SELECT missed.*, (%(day)s::date - missed.since - COALESCE((
                   SELECT SUM(UPPER(part) - LOWER(part)) FROM UNNEST((
                       SELECT RANGE_AGG(DATERANGE(
                                  GREATEST(s.date_start, missed.since + 1),
                                  LEAST(s.date_end, %(day)s::date) + 1))
                         FROM bank_delinquency_pause s
                        WHERE s.agreement_id = missed.agreement_id
                          AND s.date_start <= %(day)s AND s.date_end > missed.since
                   )) part), 0))::int AS days
          FROM missed
    )
    SELECT loan.id AS agreement_id, loan.partner_id, loan.balance, counted.since,
           counted.amount, counted.days
      FROM counted JOIN loan ON loan.id = counted.agreement_id
     WHERE counted.days > 0
"""


WRITE = """
    WITH late AS MATERIALIZED (%(late)s), gone AS (
        DELETE FROM bank_delinquency_day d
         WHERE d.date = %(day)s
           AND d.agreement_id BETWEEN %(first)s AND %(last)s
           AND NOT EXISTS (SELECT 1 FROM late l
                            WHERE l.agreement_id = d.agreement_id)
    )
    INSERT INTO bank_delinquency_day AS d
           (agreement_id, partner_id, date, date_since, days, amount,
            bucket_id, provision)
    SELECT l.agreement_id, l.partner_id, %(day)s, l.since, l.days, l.amount,
           b.id, ROUND((l.balance * b.provision_percent / 100)::numeric, 2)
      FROM late l
      LEFT JOIN bank_delinquency_bucket b ON l.days >= b.days_from
           AND (COALESCE(b.days_to, 0) = 0 OR l.days <= b.days_to)
        ON CONFLICT (agreement_id, date) DO UPDATE
       SET date_since = EXCLUDED.date_since, days = EXCLUDED.days,
           amount = EXCLUDED.amount, bucket_id = EXCLUDED.bucket_id,
           provision = EXCLUDED.provision
     WHERE (d.date_since, d.days, d.amount, d.bucket_id, d.provision)
           IS DISTINCT FROM
           (EXCLUDED.date_since, EXCLUDED.days, EXCLUDED.amount,
            EXCLUDED.bucket_id, EXCLUDED.provision)
    RETURNING id
"""
