# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankProductCategory(models.Model):
    _inherit = "bank.product.category"

    referral_queue_id = fields.Many2one(
        comodel_name="bank.queue",
        string="Referrals Go To",
        index="btree_not_null",
        ondelete="restrict",
        help="The queue of this line of business. Empty: as the higher category says.",
    )

    def _get_referral_queue(self):
        """Return the queue of this category or of the nearest one above it."""
        category = self
        while category and not category.referral_queue_id:
            category = category.parent_id
        return category.referral_queue_id
