# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDecision(models.Model):
    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "validation": self.env._("Validation of an application"),
            "refusal": self.env._("Refusal told and reported"),
        }
