# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Covenants of databases that were made before covenants were checked.

They are entered as unwatched: the daily look at those gives each its first check, one
by one, so that one that fails stops neither the update nor the others.
"""

PERIOD = 3  # months, where none was decided


def migrate(cr, version):
    cr.execute(
        """
        UPDATE bank_approval_condition c
           SET is_unwatched = TRUE,
               period_months = COALESCE(NULLIF(c.period_months, 0), %s)
          FROM bank_approval a
         WHERE a.id = c.approval_id AND c.kind = 'covenant' AND c.state = 'open'
           AND a.state IN ('approved', 'approved_conditions')
           AND NOT EXISTS (SELECT FROM bank_approval_assignment k
                            WHERE k.condition_id = c.id)
        """,
        [PERIOD],
    )
