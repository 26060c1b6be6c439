# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDecision(models.Model):
    """The whole adoption of the decision log: a kind; writing is one call of _record."""

    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "test_order_signed": self.env._("Order signed"),
        }
