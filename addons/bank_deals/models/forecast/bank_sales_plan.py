# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain


class BankSalesPlan(models.Model):
    """The forecast by categories: one statement more a plan."""

    _inherit = "bank.sales.plan"

    def _read_figures(self):
        figures = super()._read_figures()
        domain = self._get_pending_domain() & Domain(
            "forecast_category", "in", ["sure", "likely"]
        )
        groups = self.env["crm.lead"]._read_group(
            domain & self._get_deals_domain(),
            ["branch_id", "user_id", "forecast_category"],
            ["expected_revenue:sum"],
        )
        for name in ("sure", "likely"):
            figures[name] = [
                (branch.id, user.id, worth)
                for branch, user, category, worth in groups
                if category == name
            ]
        return figures
