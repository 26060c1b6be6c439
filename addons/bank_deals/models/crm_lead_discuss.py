# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """Colleagues discuss a deal; who may not see its client is not among them."""

    _inherit = "crm.lead"

    def action_discuss(self):
        """Open the discussion of this deal, begin it if there is none."""
        self.ensure_one()
        self.check_access("read")
        # what was lent by a task is not passed on
        self._check_own_access()
        if not self.partner_id:
            raise UserError(self.env._("Enter the client of the deal first."))
        self.partner_id.check_access("read")
        channel = self.env["discuss.channel"]._get_of_deal(self)
        return {
            "type": "ir.actions.client",
            "tag": "mail.action_discuss",
            "context": {"active_id": f"discuss.channel_{channel.id}"},
        }

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # the wall of a discussion is that of the client whom the deal has now
            channels_sudo = self.env["discuss.channel"].sudo()
            channels_sudo = channels_sudo.search([("deal_id", "in", self.ids)])
            for channel in channels_sudo:
                channel.client_id = channel.deal_id.partner_id
        return result
