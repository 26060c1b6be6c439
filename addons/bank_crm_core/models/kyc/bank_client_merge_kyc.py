# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankClientMerge(models.Model):
    """The risk of the surviving card follows from the reviews that have moved to it."""

    _inherit = "bank.client.merge"

    def _after_merge(self, kind, survivor, others):
        (survivor | others)._follow_reviews()
        return super()._after_merge(kind, survivor, others)
