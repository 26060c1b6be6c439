# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_ask_department(self):
        """Ask another department about this client."""
        return self.env["bank.request"]._open_new(self)

    def action_open_requests(self):
        """Open what departments were asked about this client, with the comments."""
        self.ensure_one()
        self.check_access("read")
        # whose they are is hidden; which of them one reads is said by their rules
        requests_sudo = self.env["bank.request"].sudo()
        ids = requests_sudo.search([("partner_id", "=", self.id)]).ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_request_action"
        )
        return {**action, "domain": [("id", "in", ids)], "context": {}}
