# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

# how a party of an application stands in the agreement
ROLES = {
    "co_borrower": "co_owner",
    "guarantor": "guarantor",
    "beneficiary": "beneficiary",
}


class BankAgreement(models.Model):
    """What stands behind a loan goes along into its agreement."""

    _inherit = "bank.agreement"

    def _read_secured(self):
        """Registered pledges secure it, by their value after discounts."""
        secured = super()._read_secured()
        if not self:
            return secured
        self.env.flush_all()
        for row in self._read_living_pledges():
            if row["state"] in self._coverage_states:
                key = row[self._coverage_link]
                secured[key] = secured.get(key, 0) + float(row["value"])
        return secured

    def _take_structure(self, applications):
        """Take over pledges and parties of the application of each, in order, once."""
        parties = []
        for agreement, application in zip(self, applications, strict=True):
            agreement.application_id = application
            application.pledge_ids.filtered(
                lambda row: row.state != "released" and not row.agreement_id
            ).agreement_id = agreement
            parties += agreement._prepare_parties(application)
        self.env["bank.agreement.party"].create(parties)

    def _prepare_parties(self, application):
        there = {(row.partner_id, row.role) for row in self.party_ids}
        return [
            {
                "agreement_id": self.id,
                "partner_id": party.partner_id.id,
                "role": ROLES[party.role],
            }
            for party in application.party_ids
            if party.role in ROLES
            and (party.partner_id, ROLES[party.role]) not in there
        ]
