# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_open_stays(self):
        """Show how long the deal has stood on each of its stages."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_deal_stay_action"
        )
        return {
            **action,
            "domain": [("deal_id", "=", self.id)],
            "context": {},
            "views": [(False, "list"), (False, "graph")],
        }
