# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Command


class BankAttribute(models.Model):
    """Attributes of products lie in deals, too."""

    _inherit = "bank.attribute"

    @api.model
    def _get_value_tables(self):
        return [*super()._get_value_tables(), ("crm_lead", "attribute_values")]

    @api.model
    def _get_file_models(self):
        return [*super()._get_file_models(), "crm.lead"]

    def _prepare_slot_values(self, model):
        values = super()._prepare_slot_values(model)
        if model == "crm.lead":
            values["product_category_ids"] = [Command.set(self.category_id.ids)]
        return values
