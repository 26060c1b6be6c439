# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankAttributeValue(models.Model):
    _inherit = "bank.attribute.value"

    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    _deal_uniq = models.UniqueIndex("(deal_id, attribute_id)")

    @api.model
    def _get_document_columns(self):
        return {**super()._get_document_columns(), "crm.lead": "deal_id"}
