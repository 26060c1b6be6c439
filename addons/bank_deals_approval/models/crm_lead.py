# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    """A deal is approved on its terms, where a route in force is meant for it."""

    _name = "crm.lead"
    _inherit = ["bank.approval.mixin", "crm.lead"]
    _approval_fields = (
        "partner_id",
        "product_id",
        "amount",
        "currency_id",
        "term_months",
        "rate",
    )
    # a deal has no rating of its own
    _approval_rating = None

    def _get_approval_blocker(self):
        reasons = super()._get_approval_blocker()
        for deal in self:
            if deal.type != "opportunity" or not deal.process_id:
                reasons[deal.id] = self.env._("Only a deal with a process is approved.")
            elif not deal.active or deal.won_status != "pending":
                reasons[deal.id] = self.env._("The deal is closed.")
            elif not deal.amount:
                reasons[deal.id] = self.env._("Enter the amount of the deal.")
        return reasons

    def _get_approval_used(self):
        """A deal that is won has been carried out: its approval does not lapse."""
        used = self.filtered(lambda deal: deal.won_status == "won")
        return super()._get_approval_used() | used

    def _get_approval_package(self):
        return self.facility_ids

    def _filter_promised(self):
        """What is won is owed by its agreements, what is lost by nobody."""
        return self.filtered(lambda deal: deal.active and deal.won_status == "pending")

    def _check_package_open(self):
        super()._check_package_open()
        self._check_approval_package()
        # offers count the package as well, whoever may read them
        self.sudo().offer_ids._check_approval_package()

    def _on_package_changed(self):
        super()._on_package_changed()
        self._lapse_package_changed()
        self.sudo().offer_ids._lapse_package_changed()

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "approval_state")
