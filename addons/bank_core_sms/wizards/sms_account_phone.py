# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class SmsAccountPhone(models.TransientModel):
    _inherit = "sms.account.phone"

    def action_send_verification_code(self):
        """Refuse: it would ask the paid service of the stock product."""
        raise UserError(
            self.env._(
                "SMS leave through the bank's own provider. Set it up in the settings."
            )
        )
