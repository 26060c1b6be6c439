# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain


class BankApplication(models.Model):
    """A trial of a route or of limits is told which loans are not paid."""

    _inherit = "bank.application"

    def _find_gone_bad(self):
        bad = Domain("standing", "=", "default") | Domain("state", "=", "defaulted")
        agreements = self.env["bank.agreement"].search(
            bad & Domain("application_id", "in", self.ids)
        )
        return super()._find_gone_bad() | self.browse(agreements.application_id.ids)
