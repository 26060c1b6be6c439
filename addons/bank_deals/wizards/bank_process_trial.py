# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class BankProcessTrial(models.TransientModel):
    """A new process sells nothing yet: it is compared with what others sell."""

    _inherit = "bank.process.trial"

    compare_with = fields.Selection(
        selection=[
            ("own", "What this version would follow"),
            ("chosen", "Chosen categories and clients"),
        ],
        required=True,
        default="own",
        string="Try On",
    )
    category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        string="Product Categories",
        help="With all categories below. Empty: all products.",
    )
    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Only for",
        help="Empty: all kinds of clients.",
    )

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    def _get_comparison_domain(self):
        """Return what the administrator chose to compare with, or None."""
        if self.compare_with != "chosen":
            return None
        domain = Domain.TRUE
        if self.category_ids:
            domain &= Domain(
                "product_id.category_id", "child_of", self.category_ids.ids
            )
        if self.client_kind:
            domain &= Domain("partner_id.client_kind", "=", self.client_kind)
        return domain
