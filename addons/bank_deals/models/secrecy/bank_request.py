# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankRequest(models.Model):
    """What a department is asked about a confidential deal: for who asks and answers."""

    _name = "bank.request"
    _inherit = ["bank.deal.secret.mixin", "bank.request"]

    def _get_told_deals(self):
        return self._find_pointed_deals()
