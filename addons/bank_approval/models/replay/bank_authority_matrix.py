# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAuthorityMatrix(models.Model):
    """Limits are tried on everything that was sent."""

    _inherit = "bank.authority.matrix"
    _trial_needed = True
