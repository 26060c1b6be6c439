# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApplication(models.Model):
    """The client of an application is evaluated from it."""

    _name = "bank.application"
    _inherit = ["bank.application", "bank.evaluated.mixin"]
