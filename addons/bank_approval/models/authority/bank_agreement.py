# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAgreement(models.Model):
    """What secures what is owed: limits of authority look at the rest, too."""

    _inherit = "bank.agreement"

    def _read_secured(self):
        """Hook: ``{id: how much of it is secured}``, in the currency of the company.

        In a number of statements that does not grow. What is not told is unsecured.
        """
        return {}

    def _read_parties(self):
        """Return ``{agreement: its parties}``, in one statement."""
        wanted = ["agreement_id", "partner_id", "role"]
        parties = self.env["bank.agreement.party"]
        # in whatever order: theirs would join the agreements
        found = parties.search_fetch(
            [("agreement_id", "in", self.ids)], wanted, order="id"
        )
        rows = found.grouped("agreement_id")
        return {agreement: rows.get(agreement, parties) for agreement in self}
