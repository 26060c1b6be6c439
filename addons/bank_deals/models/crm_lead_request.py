# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_ask_department(self):
        """Ask another department about this deal: a contract to check, an invoice."""
        return self.env["bank.request"]._open_new(self)
