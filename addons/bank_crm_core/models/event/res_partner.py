# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_note_meeting(self):
        """Write down a meeting: who was there, what about, notes with their readers."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_meeting_note_action"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    def action_discuss(self):
        """Open the discussion of this client with colleagues, begin it if there is none."""
        self.ensure_one()
        self.check_access("read")
        channel = self.env["discuss.channel"]._get_of_client(self)
        return {
            "type": "ir.actions.client",
            "tag": "mail.action_discuss",
            "context": {"active_id": f"discuss.channel_{channel.id}"},
        }
