# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import credit


class BankAgreement(models.Model):
    """How a loan was paid: plan against fact, line by line.

    Money pays the oldest debt first: a line of the schedule is paid on the day on which
    all payments together reach all that had fallen due up to it. Lines of which
    neither payments nor the core banking system tell anything are not judged.
    """

    _inherit = "bank.agreement"

    delay_count = fields.Integer(
        string="Late Payments",
        compute="_compute_delays",
        help="Lines of the schedule that were paid late or are not paid yet.",
    )
    delay_worst = fields.Integer(
        string="Longest Delay, Days", compute="_compute_delays"
    )
    arrears_worst = fields.Monetary(
        string="Worst Arrears",
        compute="_compute_delays",
        help="The most that was overdue on one day, today's arrears included.",
    )
    delay_bands = fields.Json(compute="_compute_delays")
    judged_count = fields.Integer(string="Payments Known", compute="_compute_delays")
    is_repaid_ahead = fields.Boolean(
        string="Repaid Ahead", compute="_compute_is_repaid_ahead"
    )

    @api.depends("date_closed", "date_end", "state")
    def _compute_is_repaid_ahead(self):
        for agreement in self:
            ended = agreement.state == "closed" and agreement.date_closed
            end = agreement.date_end
            agreement.is_repaid_ahead = bool(ended and end and ended < end)

    @api.depends("payment_ids", "arrears", "date_closed")
    def _compute_delays(self):
        found = self._read_delays()
        for agreement in self:
            known, delays, arrears = found.get(agreement._origin.id, (0, (), 0.0))
            agreement.judged_count = known
            agreement.delay_count = len(delays)
            agreement.delay_worst = max(delays, default=0)
            agreement.delay_bands = credit.count_bands(delays)
            agreement.arrears_worst = max(arrears, agreement.arrears)

    def _read_delays(self):
        """Return ``{id: (lines judged, days of delay, worst arrears)}``, in one
        statement whatever the number of agreements and payments.
        """
        self.env["bank.agreement.payment"].flush_model()
        self.flush_model(["date_closed"])
        today = fields.Date.context_today(self)
        rows = self.env.execute_query(
            SQL(DELAYS, agreements=self._origin.ids, today=today)
        )
        return {
            agreement_id: (known, tuple(delays or ()), float(arrears or 0))
            for agreement_id, known, delays, arrears in rows
        }


DELAYS = """
    WITH line AS (
        SELECT p.agreement_id, p.kind, p.state, p.date, p.id,
               LEAST(%(today)s, a.date_closed) AS until,
               sum(p.amount) OVER (PARTITION BY p.agreement_id, p.kind
                                       ORDER BY p.date, p.id) AS total
          FROM bank_agreement_payment p JOIN bank_agreement a ON a.id = p.agreement_id
         WHERE p.agreement_id = ANY(%(agreements)s)
    ), matched AS (
        SELECT *,
               min(date) FILTER (WHERE kind = 'fact') OVER (
                   PARTITION BY agreement_id ORDER BY total DESC, kind
                   ROWS UNBOUNDED PRECEDING) AS date_paid,
               max(total) FILTER (WHERE kind = 'fact') OVER (
                   PARTITION BY agreement_id ORDER BY date, kind
                   ROWS UNBOUNDED PRECEDING) AS paid_by_then,
               bool_or(kind = 'fact') OVER (PARTITION BY agreement_id) AS has_facts
          FROM line
    ), judged AS (
        SELECT agreement_id,
               CASE WHEN state = 'overdue' THEN until
                    WHEN date_paid IS NOT NULL THEN date_paid
                    WHEN state = 'paid' THEN date
                    WHEN has_facts THEN until END - date AS days,
               CASE WHEN has_facts THEN total - COALESCE(paid_by_then, 0) END AS missing
          FROM matched WHERE kind = 'schedule' AND date < until
    )
    SELECT agreement_id, count(days), array_agg(days) FILTER (WHERE days > 0),
           max(missing) FILTER (WHERE days > 0)
      FROM judged GROUP BY agreement_id
"""
