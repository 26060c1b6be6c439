# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankObligation(models.Model):
    """That an agreement ends is a reason to offer the next one."""

    _inherit = "bank.obligation"

    renewal_deal_id = fields.Many2one(
        related="agreement_id.renewal_deal_id", related_sudo=False
    )

    def action_offer_renewal(self):
        """Open or begin the deal that continues the agreement which ends."""
        self.ensure_one()
        self.check_access("read")
        if self.event != "agreement_expiry" or not self.agreement_id:
            raise UserError(self.env._("Only an agreement that ends is continued."))
        return self.agreement_id.sudo(False).action_offer_renewal()
