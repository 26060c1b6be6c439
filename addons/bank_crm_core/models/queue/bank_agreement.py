# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAgreement(models.Model):
    _inherit = "bank.agreement"

    def action_ask_department(self):
        """Ask another department about this agreement."""
        return self.env["bank.request"]._open_new(self)
