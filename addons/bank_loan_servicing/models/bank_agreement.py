# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .bank_borrower_standing import BORROWERS
from .bank_delinquency_day import MISSED


class BankAgreement(models.Model):
    """How a loan is paid, as the last night has found it."""

    _inherit = "bank.agreement"

    days_past_due = fields.Integer(readonly=True, copy=False, aggregator="max")
    date_past_due = fields.Date(string="Past Due Since", readonly=True, copy=False)
    bucket_id = fields.Many2one(
        comodel_name="bank.delinquency.bucket",
        string="Range of Days",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    standing = fields.Selection(
        selection=[
            ("performing", "Performing"),
            ("watch", "Watched after a Restructuring"),
            ("default", "Non-Performing"),
        ],
        readonly=True,
        copy=False,
        help="Non-performing are all loans of a borrower, once one of them is.",
    )
    date_watch_end = fields.Date(
        string="Watched Until",
        readonly=True,
        copy=False,
        help="After a restructuring the loan is watched: until then a borrower who "
        "was non-performing stays so, whatever he pays.",
    )
    provision = fields.Monetary(
        readonly=True,
        copy=False,
        help="By the range of days, on the last night. A non-performing loan counts at "
        "least as the lowest range that makes loans so.",
    )
    delinquency_day_ids = fields.One2many(
        comodel_name="bank.delinquency.day",
        inverse_name="agreement_id",
        string="Days Past Due (Log)",
        readonly=True,
    )
    delinquency_pause_ids = fields.One2many(
        comodel_name="bank.delinquency.pause",
        inverse_name="agreement_id",
        string="Pauses",
        copy=False,
    )

    _standing_idx = models.Index("(standing, days_past_due) WHERE standing = 'default'")

    def _read_arrears(self, day):
        """Return ``{id: {"since", "amount", "principal"}}`` of loans with missed payments.

        As the night of that day reckons them, but days of a pause are no payment: what
        was not paid during one is open all the same.
        """
        self.env.flush_all()
        which = SQL("a.id = ANY(%s)", self.ids)
        rows = self.env.execute_query_dict(
            SQL(
                "%s SELECT agreement_id, since, amount, principal FROM missed",
                SQL(MISSED, which=which, day=day),
            )
        )
        return {
            row["agreement_id"]: {
                "since": row["since"],
                "amount": float(row["amount"]),
                "principal": float(row["principal"]),
            }
            for row in rows
        }

    def _get_borrowers(self):
        """Return the ids of whose loan it is, whoever signed first."""
        return self.partner_id._get_debtors(self.party_ids)

    @api.model
    def _follow_days(self, day):
        """Write what the rows of a day say of all loans; only what differs."""
        self.env.execute_query(
            SQL(
                FOLLOW,
                day=day,
                borrowers=SQL(BORROWERS),
            )
        )
        self.env.execute_query(SQL(SETTLE))
        if day == fields.Date.context_today(self):
            # a day that is caught up on keeps what its range says
            self.env.execute_query(SQL(NOTE, day=day))


FOLLOW = """
    WITH fallen AS (
        SELECT DISTINCT w.agreement_id FROM (%(borrowers)s) w
          JOIN bank_borrower_standing s
            ON s.partner_id = w.partner_id AND s.date_end IS NULL
    ), fresh AS (
        SELECT a.id, COALESCE(d.days, 0) AS days, d.date_since, d.bucket_id,
               CASE WHEN f.agreement_id IS NOT NULL THEN 'default'
                    WHEN a.date_watch_end >= %(day)s THEN 'watch'
                    ELSE 'performing' END AS standing,
               ROUND((a.balance * GREATEST(
                   COALESCE(b.provision_percent, 0),
                   CASE WHEN f.agreement_id IS NOT NULL THEN (
                       SELECT COALESCE(MIN(provision_percent), 0)
                         FROM bank_delinquency_bucket WHERE is_default) ELSE 0 END
               ) / 100)::numeric, 2) AS provision
          FROM bank_agreement a
          LEFT JOIN fallen f ON f.agreement_id = a.id
          LEFT JOIN bank_delinquency_day d
            ON d.agreement_id = a.id AND d.date = %(day)s
          LEFT JOIN bank_delinquency_bucket b ON b.id = d.bucket_id
         WHERE a.trade = 'credit' AND a.state IN ('active', 'defaulted')
    )
    UPDATE bank_agreement a
       SET days_past_due = f.days, date_past_due = f.date_since,
           bucket_id = f.bucket_id, standing = f.standing, provision = f.provision
      FROM fresh f
     WHERE f.id = a.id
       AND (COALESCE(a.days_past_due, 0), a.date_past_due, a.bucket_id,
            a.standing, COALESCE(a.provision, 0))
           IS DISTINCT FROM
           (f.days, f.date_since, f.bucket_id, f.standing, COALESCE(f.provision, 0))
    RETURNING a.id
"""
# what is repaid or written off is past due no more, nothing is left to provide for; how
# it stood at its end is kept
SETTLE = """
    UPDATE bank_agreement
       SET provision = 0, days_past_due = 0, date_past_due = NULL, bucket_id = NULL
     WHERE state NOT IN ('active', 'defaulted')
       AND (provision <> 0 OR days_past_due <> 0
            OR date_past_due IS NOT NULL OR bucket_id IS NOT NULL)
    RETURNING id
"""
# the log of a day has what the agreement has: its range alone does not tell that it is
# non-performing
NOTE = """
    UPDATE bank_delinquency_day d SET provision = a.provision
      FROM bank_agreement a
     WHERE a.id = d.agreement_id AND d.date = %(day)s
       AND d.provision IS DISTINCT FROM a.provision
    RETURNING d.id
"""
