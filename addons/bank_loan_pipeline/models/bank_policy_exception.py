# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

OBJECT = "bank.collateral"


class BankPolicyException(models.Model):
    """The dialog of its words shows which object of collateral it concerns."""

    _inherit = "bank.policy.exception"

    def _prepare_dialog_values(self):
        values = super()._prepare_dialog_values()
        if self.linked_model == OBJECT:
            values["collateral_id"] = self.linked_id
        return values
