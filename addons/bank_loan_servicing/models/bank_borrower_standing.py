# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

# whose loan it is, whoever signed first
BORROWERS = """
    SELECT a.id AS agreement_id, a.partner_id FROM bank_agreement a
     WHERE a.trade = 'credit' AND a.state IN ('active', 'defaulted')
     UNION
    SELECT a.id, p.partner_id FROM bank_agreement a
      JOIN bank_agreement_party p ON p.agreement_id = a.id
       AND p.role IN ('owner', 'co_owner')
     WHERE a.trade = 'credit' AND a.state IN ('active', 'defaulted')
"""


class BankBorrowerStanding(models.Model):
    """A time during which a borrower is non-performing: one loan makes all of them so.

    It begins with a loan in such a range of days and ends when none of his loans is
    past due any more and none is being watched after a restructuring.
    """

    _name = "bank.borrower.standing"
    _description = "Non-Performing Borrower"
    _order = "date_start desc, id desc"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    date_start = fields.Date(string="Since", required=True, readonly=True)
    date_end = fields.Date(string="Until", readonly=True)
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
        string="By the Loan",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    days = fields.Integer(string="Days Past Due", readonly=True, aggregator="max")

    _open_uniq = models.UniqueIndex("(partner_id) WHERE date_end IS NULL")
    _partner_idx = models.Index("(partner_id, date_start)")

    @api.model
    def _follow(self, day):
        """Begin and end the times of all borrowers by the rows of one day.

        What an earlier run of the same day has begun or ended is undone first.
        """
        self._undo(day)
        self._begin(day)
        self._end(day)

    @api.model
    def _undo(self, day):
        self.env.execute_query(
            SQL(
                "UPDATE bank_borrower_standing SET date_end = NULL WHERE date_end = %s "
                "RETURNING id",
                day,
            )
        )
        self.env.execute_query(
            SQL(
                "DELETE FROM bank_borrower_standing WHERE date_start = %s RETURNING id",
                day,
            )
        )

    @api.model
    def _begin(self, day):
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_borrower_standing (
                       partner_id, branch_id, date_start, agreement_id, days,
                       create_uid, create_date, write_uid, write_date)
                SELECT DISTINCT ON (w.partner_id) w.partner_id, p.branch_id, %(day)s,
                       d.agreement_id, d.days, %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM bank_delinquency_day d
                  JOIN bank_delinquency_bucket b ON b.id = d.bucket_id AND b.is_default
                  JOIN (%(borrowers)s) w ON w.agreement_id = d.agreement_id
                  JOIN res_partner p ON p.id = w.partner_id
                 WHERE d.date = %(day)s
                 ORDER BY w.partner_id, d.days DESC, d.agreement_id
                    ON CONFLICT (partner_id) WHERE date_end IS NULL DO NOTHING
                RETURNING id
                """,
                day=day,
                uid=self.env.uid,
                borrowers=SQL(BORROWERS),
            )
        )

    @api.model
    def _end(self, day):
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_borrower_standing s SET date_end = %(day)s
                 WHERE s.date_end IS NULL AND s.date_start < %(day)s
                   AND NOT EXISTS (
                       SELECT 1 FROM (%(borrowers)s) w
                         JOIN bank_agreement a ON a.id = w.agreement_id
                         LEFT JOIN bank_delinquency_day d
                           ON d.agreement_id = a.id AND d.date = %(day)s
                        WHERE w.partner_id = s.partner_id
                          AND (d.id IS NOT NULL OR a.date_watch_end >= %(day)s))
                RETURNING id
                """,
                day=day,
                borrowers=SQL(BORROWERS),
            )
        )
