# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

# how a party of an application stands in the agreement
ROLES = {
    "co_borrower": "co_owner",
    "guarantor": "guarantor",
    "beneficiary": "beneficiary",
}


class CrmLead(models.Model):
    """A won deal takes along who stands behind the loan and what secures it."""

    _inherit = "crm.lead"

    def _make_agreements(self):
        result = super()._make_agreements()
        # the gate has just been passed: nobody writes agreements by hand
        for deal_sudo in self.sudo():
            agreement_sudo = deal_sudo.agreement_ids[:1]
            application_sudo = deal_sudo.application_ids.filtered(
                lambda row: row.active and row.approval_state != "rejected"
            )[:1]
            if agreement_sudo and application_sudo:
                agreement_sudo._take_structure(application_sudo)
        return result


class BankAgreement(models.Model):
    _inherit = "bank.agreement"

    def _take_structure(self, application):
        """Take over pledges and parties of an application, once."""
        pledges = application.pledge_ids.filtered(
            lambda row: row.state != "released" and not row.agreement_id
        )
        pledges.agreement_id = self
        there = {(row.partner_id, row.role) for row in self.party_ids}
        self.env["bank.agreement.party"].create(
            [
                {
                    "agreement_id": self.id,
                    "partner_id": party.partner_id.id,
                    "role": ROLES[party.role],
                }
                for party in application.party_ids
                if party.role in ROLES
                and (party.partner_id, ROLES[party.role]) not in there
            ]
        )
