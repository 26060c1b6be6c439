# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.bank_loan_pipeline.tools.terms import TermsError


class BankProduct(models.Model):
    """What a loan costs, told to an agent before anything is entered."""

    _inherit = "bank.product"

    def _reckon_for_agent(self, amount, term_months):
        """Return ``{"product", "payment", "full_cost", "problem"}`` of one loan."""
        self.ensure_one()
        reckoner = self.env["bank.loan.reckoner"]
        row = {"product": self, "payment": 0, "full_cost": 0, "problem": False}
        start = fields.Date.context_today(self)
        line = reckoner._get_line(self)
        try:
            days_off = reckoner._get_days_off()
            terms = amount or 0, term_months or 0, start, None
            found = reckoner._reckon(line, *terms, days_off)
        except TermsError as error:
            return {**row, "problem": reckoner._explain(error)}
        row.update(payment=found["payment"], full_cost=found["full_cost"])
        return {**row, "problem": self._get_agent_limit(amount, term_months)}

    def _get_agent_limit(self, amount, term_months):
        """Return why the product is not given on these terms, or False."""
        if amount < self.amount_min or (self.amount_max and amount > self.amount_max):
            return self.env._("Not given in this amount.")
        if term_months < self.term_min or (
            self.term_max and term_months > self.term_max
        ):
            return self.env._("Not given for this term.")
        return False
