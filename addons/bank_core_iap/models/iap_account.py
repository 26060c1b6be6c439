# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class IapAccount(models.Model):
    """Every paid service of the stock product needs an account: this is their door.

    Whichever addon asks, now or later, gets no account for a service that is closed.
    """

    _inherit = "iap.account"

    @api.model
    def get(self, service_name, force_create=True):
        self.env["bank.outside.service"]._check_open(service_name)
        return super().get(service_name, force_create=force_create)

    @api.model
    def get_credits(self, service_name):
        """Nothing is left of what is closed; the settings show it without asking."""
        if not self.env["bank.outside.service"]._is_open(service_name):
            return 0
        return super().get_credits(service_name)

    def _get_open(self):
        services = self.env["bank.outside.service"]
        return self.filtered(lambda account: services._is_open(account.service_name))

    def _get_account_information_from_iap(self):
        if accounts := self._get_open():
            return super(IapAccount, accounts)._get_account_information_from_iap()
        return None

    def write(self, vals):
        # addresses of who is warned would be told to the service
        if self - self._get_open():
            self = self.with_context(disable_iap_update=True)
        return super().write(vals)
