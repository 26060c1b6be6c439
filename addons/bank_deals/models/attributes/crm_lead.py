# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class CrmLead(models.Model):
    """A deal with what follows from its terms and attributes."""

    _name = "crm.lead"
    _inherit = ["bank.attribute.document.mixin", "crm.lead"]

    computed_value_ids = fields.One2many(
        comodel_name="bank.attribute.value",
        inverse_name="deal_id",
        string="Computed Attributes",
        readonly=True,
        copy=False,
    )
