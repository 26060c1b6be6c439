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

        Loans in force that the reader sees, in the currency of the company; before its
        first payment out, a loan is all that was promised.
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
            owed = loan.balance or loan.amount
            found[loan.id] = (
                set(who.ids),
                loan.currency_id._convert(owed, company.currency_id, company, today),
            )
        return found
