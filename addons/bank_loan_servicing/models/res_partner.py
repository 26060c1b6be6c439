# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain

from odoo.addons.bank_approval.models.authority.res_partner import OWNING


class ResPartner(models.Model):
    """What a client and his group owe, and what is missing of their collateral."""

    _inherit = "res.partner"

    def _get_shared_promises(self):
        """A change of a loan is owed by all who owe the loan."""
        owning = Domain("partner_id", "in", self.ids) & Domain("role", "in", OWNING)
        # asked by ids: nothing of the agreements themselves matters
        parties_sudo = self.env["bank.agreement.party"].sudo()
        query = parties_sudo._search(owning)
        loan = parties_sudo._field_to_sql(query.table, "agreement_id", query)
        changes = Domain("agreement_id", "in", query.subselect(loan))
        return {**super()._get_shared_promises(), "bank.loan.change": changes}

    def _read_loan_risk(self):
        """Return ``{client id: {"debt", "shortfall", "days"}}`` of their own loans.

        In the currency of the company, of loans in force whoever may see them; in a
        number of statements that does not depend on how many. How much each of them
        is: ``bank.agreement._get_debt``.
        """
        company = self.env.company
        loans_sudo = self._find_loans_sudo()
        coverage = loans_sudo._read_coverage()
        found = {
            partner_id: {"debt": 0.0, "shortfall": 0.0, "days": 0}
            for partner_id in self.ids
        }
        for loan in loans_sudo:
            row = found[loan.partner_id.id]
            factor = self.env["res.currency"]._get_conversion_rate(
                loan.currency_id, company.currency_id, company
            )
            row["debt"] += loan._get_debt() * factor
            row["shortfall"] += coverage[loan.id]["coverage_shortfall"] * factor
            row["days"] = max(row["days"], loan.days_past_due)
        return found

    def _find_loans_sudo(self):
        # figures of risk are those of all loans; whoever asks shows sums only
        return (
            self.env["bank.agreement"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.ids),
                    ("state", "in", ("active", "defaulted")),
                    ("trade", "in", ("credit", "guarantee")),
                ]
            )
        )

    def _read_group_risk(self):
        """Return the same of each client with all he stands and falls together with."""
        groups = self.sudo()._find_related_clients()
        members = self.browse(set().union(*groups.values(), self.ids))
        own = members._read_loan_risk()
        return {
            partner_id: {
                "debt": sum(own[key]["debt"] for key in ids),
                "shortfall": sum(own[key]["shortfall"] for key in ids),
                "days": max(own[key]["days"] for key in ids),
            }
            for partner_id in self.ids
            if (ids := {partner_id, *groups.get(partner_id, ())})
        }
