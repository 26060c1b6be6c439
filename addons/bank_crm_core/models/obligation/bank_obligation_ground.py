# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

# days after which nobody is written to any more about a day that is past
LATE_DAYS = 30

# the duty ``o`` has no reason any more; what was missed stays so, without a letter
NO_REASON = SQL(
    "state = CASE o.state WHEN 'open' THEN 'cancelled' ELSE o.state END, "
    "notice_state = CASE o.notice_state WHEN 'sent' THEN 'sent' ELSE 'none' END, "
    "notice_reason = NULL"
)

# the row that the key of the duty ``o`` names: its number alone, or with a day
_SOURCE = SQL(
    "CASE WHEN o.source_key ~ '^[0-9]+(/|$)' "
    "THEN split_part(o.source_key, '/', 1)::int END"
)

# a payment ``p`` of nothing but a fee; with an instalment it is a matter of arrears
FEE_ONLY = SQL(
    "(COALESCE(p.fee, 0) > 0 AND COALESCE(p.amount, 0) <= p.fee "
    "AND COALESCE(p.principal, 0) = 0 AND COALESCE(p.interest, 0) = 0)"
)

# the client of the identity document ``d`` has brought one that is good for longer
REPLACED = SQL(
    "EXISTS (SELECT 1 FROM bank_identity_document later "
    "WHERE later.partner_id = d.partner_id AND later.type_id = d.type_id "
    "AND later.active AND later.id <> d.id "
    "AND COALESCE(later.date_expiry > d.date_expiry, TRUE))"
)


class BankObligation(models.Model):
    """Whether the reason of a duty still stands: nobody is written to without one."""

    _inherit = "bank.obligation"

    @api.model
    def _get_grounds(self):
        """Hook: ``{event: (table, SQL)}``: what is true of the row ``d``, which the key
        of the duty ``o`` names, while the reason stands.
        """
        same_day = SQL("d.id || '/' || d.date_expiry = o.source_key")
        return {
            "tariff_unpaid": ("bank_agreement_payment", SQL("d.state <> 'paid'")),
            "identity_expiry": (
                "bank_identity_document",
                SQL("d.active AND %s AND NOT %s", same_day, REPLACED),
            ),
            "document_expiry": (
                "bank_document",
                SQL("d.state NOT IN ('withdrawn', 'destroyed') AND %s", same_day),
            ),
            "licence_expiry": (
                "bank_client_licence",
                SQL(
                    "NOT COALESCE(d.is_withdrawn, FALSE) "
                    "AND d.id || '/' || d.date_end = o.source_key"
                ),
            ),
        }

    @api.model
    def _prepare_lost(self):
        """SQL on the duty ``o`` of the kind ``k``: its reason has gone."""
        lost = [
            SQL(
                "k.event = %s AND NOT EXISTS (SELECT 1 FROM %s d WHERE d.id = %s AND %s)",
                event,
                SQL.identifier(table),
                _SOURCE,
                ground,
            )
            for event, (table, ground) in self._get_grounds().items()
        ]
        return SQL("(%s)", SQL(" OR ").join(lost))

    @api.model
    def _drop_unfounded(self):
        """Cancel what has lost its reason; what was missed stays so, without a letter.

        A duty without a key was not found by a rule. A reason that comes back (a slip
        put right) is a duty again, unless the client was told: so the key is given up.
        """
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_obligation o
                   SET source_key = CASE o.notice_state WHEN 'sent' THEN o.source_key
                                         ELSE o.source_key || '/' || o.id END,
                       outcome = %s, %s
                  FROM bank_obligation_kind k
                 WHERE k.id = o.kind_id AND o.source_key IS NOT NULL AND %s
                   AND (o.state = 'open' OR o.state = 'missed'
                        AND o.notice_state IN ('pending', 'blocked'))
                RETURNING o.id
                """,
                self.env._("No longer due"),
                NO_REASON,
                self._prepare_lost(),
            )
        )

    @api.model
    def _drop_late_notices(self, today):
        """What could not be told while it mattered is not told at all."""
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_obligation o SET notice_state = 'none'
                 WHERE o.notice_state IN ('pending', 'blocked') AND o.date_due < %s
                RETURNING o.id
                """,
                fields.Date.subtract(today, days=LATE_DAYS),
            )
        )
