# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_ask_department(self):
        """Ask another department about this client."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_request_action_new"
        )
        context = {"default_res_model": self._name, "default_res_id": self.id}
        return {**action, "context": context}
