# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .then import get_then


class BankApprovalWhenMixin(models.AbstractModel):
    """In a trial a condition is asked of documents as they were, not of the tables."""

    _inherit = "bank.approval.when.mixin"

    def _filter_fitting(self, documents):
        domain = self._get_condition()
        if not get_then(documents.env) or domain.is_true():
            return super()._filter_fitting(documents)
        asked = documents.sudo().with_context(active_test=False)
        return documents & documents.browse(asked.filtered_domain(domain).ids)
