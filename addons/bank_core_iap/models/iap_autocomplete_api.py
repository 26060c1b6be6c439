# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

SERVICE = "partner_autocomplete"


class IapAutocompleteApi(models.AbstractModel):
    _inherit = "iap.autocomplete.api"

    @api.model
    def _contact_iap(self, local_endpoint, action, params, timeout=15):
        self.env["bank.outside.service"]._check_open(SERVICE)
        return super()._contact_iap(local_endpoint, action, params, timeout=timeout)

    @api.model
    def _request_partner_autocomplete(self, action, params, timeout=15):
        """Answer without a warning in the log for every key that is pressed."""
        services = self.env["bank.outside.service"]
        if not services._is_open(SERVICE):
            return False, services._get_closed_reason(SERVICE)
        return super()._request_partner_autocomplete(action, params, timeout=timeout)
