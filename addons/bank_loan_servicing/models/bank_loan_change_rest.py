# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.bank_loan_pipeline.tools.terms import (
    TermsError,
    clean_months,
    clean_rate,
)

from .bank_agreement_version import count_months


class BankLoanChange(models.Model):
    """Terms on which nothing can be paid are refused before anybody decides on them.

    And once more when they come into force: the days of payment are those that are
    left by then.
    """

    _inherit = "bank.loan.change"

    def _get_terms_blocker(self):
        return super()._get_terms_blocker() or self._get_schedule_blocker()

    def _get_loan_blocker(self):
        return super()._get_loan_blocker() or self._get_schedule_blocker()

    def _get_schedule_blocker(self):
        """Return why what is owed cannot be paid on these terms, or False."""
        # whoever reads the change reads what is owed on its loan
        loan_sudo = self.sudo().agreement_id
        today = fields.Date.context_today(self)
        try:
            clean_rate(self.rate)
            clean_months(max(1, count_months(today, self.date_end)))
            owed = loan_sudo._is_laid_anew() and loan_sudo._get_owed_rest(today)
            if owed and owed > 0:
                loan_sudo._reckon_rest(self.sudo(), today, owed)
        except TermsError as error:
            # the months are counted above: none is left here
            if (error.code, error.values["value"]) == ("months", 0):
                return self.env._(
                    "No day of payment lies before the new end: choose another one."
                )
            return self.env["bank.loan.reckoner"]._explain(error)
        return False
