# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAgreement(models.Model):
    """The client of an agreement is evaluated from it."""

    _name = "bank.agreement"
    _inherit = ["bank.agreement", "bank.evaluated.mixin"]
