# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankObligationKind(models.Model):
    _inherit = "bank.obligation.kind"

    @api.model
    def _get_events(self):
        return {
            **super()._get_events(),
            "paper_due": self.env._("A paper is awaited after the issue"),
        }
