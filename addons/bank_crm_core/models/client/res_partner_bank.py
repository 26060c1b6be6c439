# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools import registration


class ResPartnerBank(models.Model):
    """An account number of a client is the client's data; one of a company is not."""

    _inherit = "res.partner.bank"
    _access_logged = True
    _access_log_client = "partner_id"

    @api.model
    def _get_access_log_condition(self, alias):
        return SQL(
            "EXISTS (SELECT 1 FROM res_partner holder "
            "WHERE holder.id = %s AND holder.branch_id IS NOT NULL)",
            SQL.identifier(alias, "partner_id"),
        )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result

    @api.constrains("acc_number", "bank_id")
    def _check_control_key(self):
        """An account at a bank in Russia is checked by the key in its number."""
        for account in self:
            bic = registration.clean(account.bank_id.bic) or ""
            number = registration.clean(account.acc_number) or ""
            if registration.is_bic(bic) and not registration.is_account(number, bic):
                raise ValidationError(
                    self.env._(
                        "The account %(number)s does not belong to a bank with the BIC "
                        "%(bic)s: its control key does not fit. Compare both numbers.",
                        number=account.acc_number,
                        bic=bic,
                    )
                )
