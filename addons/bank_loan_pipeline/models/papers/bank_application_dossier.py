# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

APPROVED = ("approved", "approved_conditions")


class BankApplication(models.Model):
    """The dossier of an application: what is brought for it, printed and signed."""

    _name = "bank.application"
    _inherit = ["bank.dossier.mixin", "bank.application"]

    def _get_dossier_triggers(self):
        return (
            *super()._get_dossier_triggers(),
            "approval_state",
            "kind",
            "party_ids.role",
            "pledge_ids.state",
        )

    def _get_gate_triggers(self):
        return (
            *super()._get_gate_triggers(),
            "document_ids.state",
            "document_ids.date_expiry",
        )

    def _filter_dossier_changeable(self):
        """Also who prepares the papers of a loan, though he does not change its terms."""
        changeable = super()._filter_dossier_changeable()
        credit = "bank_approval.group_approval_credit_administrator"
        if not self.env.user.has_group(credit):
            return changeable
        return changeable | self._filtered_access("read")

    @api.model
    def _get_dossier_closed_sql(self, alias):
        """Papers are kept from the end of the agreement, without one of the deal."""
        return SQL(
            "(SELECT CASE WHEN count(a.id) = 0 "
            "THEN max(CASE WHEN d.won_status <> 'pending' THEN d.date_closed END)::date "
            "WHEN bool_and(a.date_closed IS NOT NULL) THEN max(a.date_closed) END "
            "FROM crm_lead d LEFT JOIN bank_agreement a ON a.deal_id = d.id "
            "WHERE d.id = %s)",
            SQL.identifier(alias, "deal_id"),
        )

    def _find_dossier_papers(self):
        """What is printed for a decision or comes after it is no part of it.

        Papers that it rests on stay a part: a new version of one is a change.
        """
        return super()._find_dossier_papers().filtered(self._is_decided_on)

    def _is_decided_on(self, paper):
        if paper.source == "printed" and paper.version_id.number == 1:
            return False
        application = self.sudo().filtered(lambda row: row.id == paper.res_id)
        decided = application.approval_id.date_decided
        is_after = decided and paper.create_date > decided
        return not (is_after and application.approval_state in APPROVED)

    def action_open_credit_dossier(self):
        """List the papers of all that the loan is about, as far as one may read them."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_loan_pipeline.bank_document_action_credit"
            ),
            "name": self.env._("Credit Dossier: %(name)s", name=self.display_name),
            "domain": list(self._get_credit_dossier_domain()),
        }

    def _get_credit_dossier_domain(self):
        """Return the domain of papers of the application and what belongs to it."""
        # ids only: each paper asks its own document
        own = self.sudo()
        return Domain.OR(
            Domain("res_model", "=", documents._name)
            & Domain("res_id", "in", documents.ids)
            for documents in (
                own,
                own.deal_id,
                own.deal_id.agreement_ids,
                own.partner_id | own.party_ids.partner_id,
                own.pledge_ids.collateral_id,
            )
        )
