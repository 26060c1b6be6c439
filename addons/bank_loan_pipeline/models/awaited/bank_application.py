# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApplication(models.Model):
    """What is still awaited of the loan that an application has become."""

    _inherit = "bank.application"

    awaited_count = fields.Integer(
        string="Awaited Papers", compute="_compute_awaited_count"
    )

    @api.depends("agreement_ids.awaited_count")
    @api.depends_context("uid")
    def _compute_awaited_count(self):
        for application in self:
            agreements = application.agreement_ids
            application.awaited_count = sum(agreements.mapped("awaited_count"))

    def action_open_awaited(self):
        """List what is awaited of the agreements of these applications."""
        self.check_access("read")
        return self.agreement_ids.action_open_awaited()
