# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAgreement(models.Model):
    _inherit = "bank.agreement"

    # agreements are not writable by people, so neither is this link
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
