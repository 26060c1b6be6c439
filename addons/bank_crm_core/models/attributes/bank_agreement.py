# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAgreement(models.Model):
    """An agreement with what follows from its terms and attributes."""

    _name = "bank.agreement"
    _inherit = ["bank.attribute.document.mixin", "bank.agreement"]

    computed_value_ids = fields.One2many(
        comodel_name="bank.attribute.value",
        inverse_name="agreement_id",
        string="Computed Attributes",
        readonly=True,
        copy=False,
    )

    def _recompute_after_feed(self, columns, ids, redefined):
        super()._recompute_after_feed(columns, ids, redefined)
        self.browse(ids)._refresh_computed_values()
