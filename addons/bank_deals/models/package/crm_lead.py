# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class CrmLead(models.Model):
    """A deal may sell a package: several facilities under one decision."""

    _inherit = "crm.lead"

    facility_ids = fields.One2many(
        comodel_name="bank.deal.facility",
        inverse_name="deal_id",
        string="Further Facilities",
        copy=False,
    )

    @api.depends("facility_ids.amount", "facility_ids.currency_id")
    def _compute_expected_revenue(self):
        """A package is worth all of its facilities."""
        super()._compute_expected_revenue()
        today = fields.Date.today()
        for deal in self.filtered("product_id"):
            company = deal.company_id or self.env.company
            # what a deal is worth does not depend on who looks at it
            for facility in deal.sudo().facility_ids:
                deal.expected_revenue += facility.currency_id._convert(
                    facility.amount, company.currency_id, company, today
                )

    def _check_package_open(self):
        """Hook: refuse a change of the package while it is being decided on."""

    def _on_package_changed(self):
        """Hook: facilities of these deals have been added, changed or taken away."""

    def _get_gate_triggers(self):
        return (
            *super()._get_gate_triggers(),
            "facility_ids.amount",
            "facility_ids.product_id",
        )

    def _make_agreements(self):
        """Extended: every facility of the package becomes an agreement with the deal."""
        fresh = self.filtered(
            lambda deal: deal.product_id and not deal.sudo().agreement_ids
        )
        super()._make_agreements()
        facilities_sudo = fresh.sudo().facility_ids
        of_deals = {
            deal: deal._prepare_agreement_values() for deal in facilities_sudo.deal_id
        }
        # the gate has just been passed: nobody opens an agreement by hand
        agreements = (
            self.env["bank.agreement"]
            .sudo()
            ._open_from_deals(
                [
                    facility._prepare_agreement_values(of_deals[facility.deal_id])
                    for facility in facilities_sudo
                ]
            )
        )
        rows = [
            (facility.deal_id, facility._prepare_won_payload(agreement))
            for facility, agreement in zip(facilities_sudo, agreements, strict=True)
        ]
        if rows:
            self.env["bank.decision"]._record("deal_won", rows)
