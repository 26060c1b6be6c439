# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain

from .bank_approval_drawn_mixin import TRIAL_MONTHS


class BankApprovalRoute(models.Model):
    """A route is tried on what was sent about documents of its kind."""

    _inherit = "bank.approval.route"
    _trial_needed = True

    def _get_past_domain(self, months=TRIAL_MONTHS):
        return super()._get_past_domain(months) & Domain("res_model", "=", self.model)
