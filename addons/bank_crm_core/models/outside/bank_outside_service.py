# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

PARAMETER = "bank_crm_core.outside_services"


class BankOutsideService(models.AbstractModel):
    """Which services outside of the bank may be asked; none unless it was opened.

    Stock addons that install themselves ask paid services about names, addresses and
    tax numbers as somebody types them. A system administrator opens one by its code.
    """

    _name = "bank.outside.service"
    _description = "Service outside of the Bank (abstract)"

    @api.model
    def _is_open(self, code):
        # only the system administrator may set it
        allowed = self.env["ir.config_parameter"].sudo().get_param(PARAMETER) or ""
        return code in {part.strip() for part in allowed.split(",")}

    @api.model
    def _get_closed_reason(self, code):
        return self.env._(
            "“%(code)s” is a service outside of the bank and is closed. A system "
            "administrator opens it by the parameter %(parameter)s.",
            code=code,
            parameter=PARAMETER,
        )

    @api.model
    def _check_open(self, code):
        if not self._is_open(code):
            raise UserError(self._get_closed_reason(code))
