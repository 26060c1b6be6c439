# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankInteraction(models.Model):
    """A meeting may be about several deals, a deal about several meetings."""

    _inherit = "bank.interaction"

    deal_ids = fields.Many2many(
        comodel_name="crm.lead",
        relation="bank_interaction_deal_rel",
        column1="interaction_id",
        column2="deal_id",
        string="Deals",
        readonly=True,
    )

    @api.model
    def _get_subject_fields(self):
        return [*super()._get_subject_fields(), "deal_ids"]
