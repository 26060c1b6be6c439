# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .bank_obligation_ground import FEE_ONLY, LATE_DAYS, NO_REASON, REPLACED

# the terms of ``a``; a limit of nothing is none, so that old digests hold
_TERMS = SQL(
    "md5(concat_ws('/', a.rate, a.date_end, a.amount, NULLIF(a.amount_limit, 0)))"
)


def _prepare_term_text(end):
    """SQL of one end of the event ``e``, as a card shows it in any language."""
    date, number = (
        SQL.identifier("e", f"date_{end}"),
        SQL.identifier("e", f"number_{end}"),
    )
    return SQL(
        """
        COALESCE(CASE e.term
            WHEN 'date_end' THEN to_char(%(date)s, 'DD.MM.YYYY')
            WHEN 'rate' THEN trim_scale(%(number)s) || ' %%'
            ELSE replace(to_char(%(number)s, 'FM999,999,999,999,990.00'), ',', ' ')
            END, '–')
        """,
        date=date,
        number=number,
    )


class BankObligation(models.Model):
    """The nightly search: one statement a rule for the whole bank, whatever its size.

    Run twice it finds nothing new: a source key names the event. Bodies of SQL give
    (client, agreement, date, key, subject).
    """

    _inherit = "bank.obligation"

    @api.model
    def _cron_generate(self, today=None):
        """Find what has come up, give tasks, close what is no longer due, send notices.

        :param today: the day to look from, for catching up
        """
        self._search_events(fields.Date.to_date(today))
        self._send_notices()

    @api.model
    def _search_events(self, today=None):
        """All of it but writing to clients."""
        today = today or fields.Date.context_today(self)
        self.env.flush_all()
        for kind in (
            self.env["bank.obligation.kind"].sudo().search([("event", "!=", "promise")])
        ):
            self._generate(kind, today)
        self._remember_terms()
        self._close_not_due(today)
        self._create_tasks()
        self.env.invalidate_all()
        self.env["mail.activity"]._forget_task_documents()

    @api.model
    def _generate(self, kind, today):
        source = getattr(self, f"_find_{kind.event}")(kind, today)
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_obligation (
                       kind_id, partner_id, branch_id, user_id, agreement_id, date_due,
                       source_key, subject, state, notice_state,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(kind)s, f.partner_id, p.branch_id, p.manager_id,
                       f.agreement_id, f.date_due, f.source_key, f.subject, 'open',
                       %(notice)s, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                       now() AT TIME ZONE 'UTC'
                  FROM (%(source)s) AS f
                       (partner_id, agreement_id, date_due, source_key, subject)
                  JOIN res_partner p ON p.id = f.partner_id
                 WHERE p.active AND p.client_kind IS NOT NULL
                    ON CONFLICT (kind_id, source_key) DO NOTHING
                RETURNING id
                """,
                kind=kind.id,
                notice="pending" if kind._has_notice() else "none",
                uid=self.env.uid,
                source=source,
            )
        )

    # ------------------------------------------------------------ events
    @api.model
    def _get_product_condition(self, kind):
        """SQL on ``a``, the agreement: of the products that the rule is for."""
        if not kind.product_category_id:
            return SQL("TRUE")
        return SQL(
            "a.product_id IN (SELECT bp.id FROM bank_product bp "
            "JOIN bank_product_category bc ON bc.id = bp.category_id "
            "WHERE bc.parent_path LIKE %s)",
            f"{kind.product_category_id.parent_path}%",
        )

    @api.model
    def _find_agreement_expiry(self, kind, today):
        return SQL(
            """
            SELECT a.partner_id, a.id, a.date_end, a.id || '/' || a.date_end, NULL
              FROM bank_agreement a
             WHERE a.state IN ('active', 'defaulted')
               AND a.date_end BETWEEN %s AND %s AND %s
            """,
            today,
            fields.Date.add(today, days=kind.lead_days),
            self._get_product_condition(kind),
        )

    @api.model
    def _find_document_expiry(self, kind, today):
        return SQL(
            """
            SELECT d.res_id, NULL::int, d.date_expiry, d.id || '/' || d.date_expiry,
                   d.name
              FROM bank_document d
             WHERE d.res_model = 'res.partner' AND d.state IN ('received', 'verified')
               AND d.date_expiry BETWEEN %s AND %s
               AND (%s::int IS NULL OR d.type_id = %s)
            """,
            today,
            fields.Date.add(today, days=kind.lead_days),
            kind.document_type_id.id or None,
            kind.document_type_id.id or None,
        )

    @api.model
    def _find_identity_expiry(self, kind, today):
        """Without a number: a raw one leaves its table for nobody. Who has brought the
        new document is not asked for it.
        """
        return SQL(
            """
            SELECT d.partner_id, NULL::int, d.date_expiry, d.id || '/' || d.date_expiry,
                   NULL
              FROM bank_identity_document d
             WHERE d.active AND d.date_expiry BETWEEN %s AND %s AND NOT %s
            """,
            today,
            fields.Date.add(today, days=kind.lead_days),
            REPLACED,
        )

    @api.model
    def _find_first_arrears(self, kind, today):
        """Once for each time that a client falls behind, by the fed sum or the schedule,
        not anew when another payment is the oldest; a fee alone is another event.
        """
        return SQL(
            """
            SELECT a.partner_id, a.id, %s::date, a.id || '/' || COALESCE(o.first, '-'),
                   NULL
              FROM bank_agreement a
              LEFT JOIN (SELECT agreement_id, min(date)::text AS first
                           FROM bank_agreement_payment p
                          WHERE kind = 'schedule' AND state = 'overdue' AND NOT %s
                          GROUP BY agreement_id) o ON o.agreement_id = a.id
             WHERE a.state IN ('active', 'defaulted')
               AND (a.arrears > 0 OR o.first IS NOT NULL) AND %s
               AND NOT EXISTS (
                   SELECT 1 FROM bank_obligation told
                    WHERE told.kind_id = %s AND told.agreement_id = a.id
                      AND told.state = 'open')
            """,
            today,
            FEE_ONLY,
            self._get_product_condition(kind),
            kind.id,
        )

    @api.model
    def _find_tariff_unpaid(self, kind, today):
        """The oldest late fee of an agreement, unless its arrears are told already."""
        return SQL(
            """
            SELECT DISTINCT ON (a.id) a.partner_id, a.id, p.date, p.id::text, NULL
              FROM bank_agreement_payment p
              JOIN bank_agreement a ON a.id = p.agreement_id
             WHERE a.state IN ('active', 'defaulted') AND p.kind = 'schedule'
               AND %s AND p.state = 'overdue' AND p.date >= %s AND p.date < %s AND %s
               AND NOT EXISTS (
                   SELECT 1 FROM bank_obligation o
                     JOIN bank_obligation_kind k ON k.id = o.kind_id
                    WHERE o.agreement_id = a.id AND k.event = 'first_arrears'
                      AND (o.state = 'open' OR o.date_due >= p.date))
             ORDER BY a.id, p.date, p.id
            """,
            FEE_ONLY,
            fields.Date.subtract(today, days=LATE_DAYS),
            today,
            self._get_product_condition(kind),
        )

    @api.model
    def _find_changed_terms(self, kind, today):
        """What it was and what it is comes from the history of the agreement."""
        return SQL(
            """
            SELECT a.partner_id, a.id, %(today)s::date, a.id || '/' || %(terms)s,
                   (SELECT string_agg(%(before)s || ' → ' || %(after)s, '; ' ORDER BY e.id)
                      FROM bank_agreement_event e
                     WHERE e.agreement_id = a.id AND e.date >= %(since)s)
              FROM bank_agreement a
             WHERE a.state = 'active' AND a.known_terms IS NOT NULL
               AND a.known_terms <> %(terms)s AND %(products)s
            """,
            today=today,
            since=fields.Date.subtract(today, days=1),
            terms=_TERMS,
            before=_prepare_term_text("before"),
            after=_prepare_term_text("after"),
            products=self._get_product_condition(kind),
        )

    @api.model
    def _remember_terms(self):
        """What the terms are tonight is what they are compared with tomorrow."""
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_agreement a
                   SET known_terms = %(terms)s
                 WHERE a.state = 'active' AND a.known_terms IS DISTINCT FROM %(terms)s
                RETURNING id
                """,
                terms=_TERMS,
            )
        )

    # ------------------------------------------------------------ after
    @api.model
    def _close_not_due(self, today):
        """End what has come to nothing with its tasks, and mark what nobody did."""
        self._cancel_not_due()
        self._drop_unfounded()
        self._drop_late_notices(today)
        self._mark_missed(today)
        self._end_tasks()

    @api.model
    def _cancel_not_due(self):
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_obligation o
                   SET outcome = %s, %s
                  FROM bank_agreement a, bank_obligation_kind k
                 WHERE a.id = o.agreement_id AND k.id = o.kind_id
                   AND (o.state = 'open' OR o.state = 'missed'
                        AND o.notice_state IN ('pending', 'blocked'))
                   AND (a.state = 'closed'
                        OR k.event = 'first_arrears' AND COALESCE(a.arrears, 0) <= 0
                           AND NOT EXISTS (
                               SELECT 1 FROM bank_agreement_payment p
                                WHERE p.agreement_id = a.id AND p.kind = 'schedule'
                                  AND p.state = 'overdue' AND NOT %s)
                        OR k.event = 'agreement_expiry' AND a.date_end > o.date_due)
                RETURNING o.id
                """,
                self.env._("No longer due"),
                NO_REASON,
                FEE_ONLY,
            )
        )

    @api.model
    def _mark_missed(self, today):
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_obligation o SET state = 'missed'
                  FROM bank_obligation_kind k
                 WHERE o.state = 'open' AND k.id = o.kind_id
                   AND o.date_due + k.missed_days < %s
                RETURNING o.id
                """,
                today,
            )
        )

    @api.model
    def _end_tasks(self):
        self.env.execute_query(
            SQL(
                """
                UPDATE mail_activity t SET active = FALSE FROM bank_obligation o
                 WHERE o.id = t.obligation_id AND o.state = 'cancelled' AND t.active
                RETURNING t.id
                """
            )
        )

    @api.model
    def _create_tasks(self):
        """A task on the client for who answers for it, in his own language."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO mail_activity (
                       obligation_id, activity_type_id, res_id, res_name, summary,
                       date_deadline, user_id, res_model_id, res_model, automated,
                       active, create_uid, create_date, write_uid, write_date)
                SELECT f.*, %(model)s, 'res.partner', TRUE, TRUE,
                       %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM (%(source)s) AS f
                RETURNING id
                """,
                model=self.env["ir.model"]._get_id("res.partner"),
                uid=self.env.uid,
                source=self._select_tasks(),
            )
        )

    @api.model
    def _select_tasks(self):
        """SQL of what is open and has no task yet."""
        return SQL(
            """
            SELECT o.id, k.activity_type_id, o.partner_id, p.complete_name,
                   concat_ws(': ', COALESCE(k.name ->> up.lang, k.name ->> 'en_US'),
                             COALESCE(o.subject, a.number)),
                   o.date_due, o.user_id
              FROM bank_obligation o
              JOIN bank_obligation_kind k ON k.id = o.kind_id
              JOIN res_partner p ON p.id = o.partner_id
              JOIN res_users u ON u.id = o.user_id
              JOIN res_partner up ON up.id = u.partner_id
              LEFT JOIN bank_agreement a ON a.id = o.agreement_id
             WHERE o.state = 'open' AND k.activity_type_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM mail_activity t
                                WHERE t.obligation_id = o.id)
            """
        )
