# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    referral_id = fields.Many2one(
        comodel_name="bank.referral",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
