# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The day by which a change laid its schedule, of changes that did not note it.

Without a day of their own (0) they laid it from the day on which they came into force.
A change that laid none told no day of before.
"""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE bank_loan_change
           SET payment_day_laid = COALESCE(NULLIF(payment_day, 0),
                                           extract(day FROM date_done))
         WHERE state = 'done' AND COALESCE(payment_day_laid, 0) = 0
           AND terms_before ? 'payment_day'
        """
    )
