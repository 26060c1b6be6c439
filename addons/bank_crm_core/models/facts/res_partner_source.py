# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartner(models.Model):
    """From where the client first turned to the bank."""

    _inherit = "res.partner"

    source_id = fields.Many2one(
        comodel_name="utm.source",
        string="Source of the Request",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="From where the client first turned to the bank.",
    )
