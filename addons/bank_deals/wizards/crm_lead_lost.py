# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class CrmLeadLost(models.TransientModel):
    """Who loses a deal says to whom."""

    _inherit = "crm.lead.lost"

    competitor_id = fields.Many2one(
        comodel_name="bank.competitor", string="Went to", ondelete="cascade"
    )
    competitor_rate = fields.Float(string="Competitor's Rate, %", digits=(7, 3))

    def action_lost_reason_apply(self):
        """What he knows of the competitor is written first, as who may do it."""
        if self.competitor_id:
            self.lead_ids.write(
                {
                    "competitor_id": self.competitor_id.id,
                    "competitor_rate": self.competitor_rate,
                }
            )
        return super().action_lost_reason_apply()
