# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankTariff(models.Model):
    """The whole adoption of settings whose change is a decision: the mixin."""

    _name = "test.bank.tariff"
    _description = "Test Tariff"
    _inherit = ["bank.logged.config.mixin"]

    name = fields.Char(required=True)
    percent = fields.Float()
