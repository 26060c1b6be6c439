# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class BankClientPhone(models.Model):
    _inherit = "bank.client.phone"

    def action_call(self):
        """Dial by whatever dials on this workplace; the call stays on the screen."""
        self.ensure_one()
        self.check_access("read")
        owner = self.partner_id
        client = owner._get_contact_client()
        if reason := client and client._get_contact_blocker("phone", "service"):
            raise UserError(reason)
        self.env["bank.phone.call"]._ring(
            self.number, direction="out", partner=client or None
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"tel:{self.e164 or self.digits}",
            "target": "self",
        }
