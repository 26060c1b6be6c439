# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Domain

IN_FORCE = ("active", "defaulted")
OWNING = ("owner", "co_owner")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _read_own_loans(self, roles=OWNING):
        """Return ``{agreement id: (ids of these clients in it, what is owed)}``.

        Loans in force that the reader sees, in the currency of the company; how much
        each of them is: ``bank.agreement._get_debt``.
        """
        loans = Domain("state", "in", IN_FORCE) & Domain("trade", "=", "credit")
        party = Domain("partner_id", "in", self.ids) & Domain("role", "in", roles)
        whose = Domain("party_ids", "any", party)
        if "owner" in roles:
            whose |= Domain("partner_id", "in", self.ids)
        company, today = self.env.company, fields.Date.context_today(self)
        found = {}
        for loan in self.env["bank.agreement"].search(loans & whose):
            rows = loan.party_ids.filtered(lambda row: row.role in roles)
            who = rows.partner_id
            who |= loan.partner_id if "owner" in roles else who
            home, owed = company.currency_id, loan._get_debt()
            found[loan.id] = (
                set(who.ids),
                loan.currency_id._convert(owed, home, company, today),
            )
        return found

    def _get_shared_promises(self):
        """Whoever asks for a loan together with another owes it as he does."""
        borrowing = Domain("partner_id", "in", self.ids)
        borrowing &= Domain("role", "=", "co_borrower")
        applications = Domain("party_ids", "any", borrowing)
        return {**super()._get_shared_promises(), "bank.application": applications}
