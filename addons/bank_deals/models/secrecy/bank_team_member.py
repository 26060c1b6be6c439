# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankTeamMember(models.Model):
    _name = "bank.team.member"
    _inherit = ["bank.deal.secret.mixin", "bank.team.member"]

    def _end(self):
        """Whoever leaves the team of a confidential deal is not written to about it."""
        result = super()._end()
        for name, rows in self.grouped("res_model").items():
            if name in self.env["bank.deal.secret.mixin"]._get_secret_models():
                documents = self.env[name].browse(set(rows.mapped("res_id"))).exists()
                documents._get_told_deals()._dismiss_strangers()
        return result
