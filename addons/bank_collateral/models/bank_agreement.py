# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAgreement(models.Model):
    """An agreement and what secures it: registered pledges only."""

    _name = "bank.agreement"
    _inherit = ["bank.coverage.mixin", "bank.agreement"]

    pledge_ids = fields.One2many(
        comodel_name="bank.collateral.pledge",
        inverse_name="agreement_id",
        string="Pledges",
        readonly=True,
        copy=False,
    )
