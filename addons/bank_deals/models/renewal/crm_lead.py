# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class CrmLead(models.Model):
    """A deal knows which agreement it continues."""

    _inherit = "crm.lead"
    _server_fields = ("renewed_agreement_id",)

    renewed_agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
        string="Continues the Agreement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _renewed_uniq = models.UniqueIndex(
        "(renewed_agreement_id) WHERE renewed_agreement_id IS NOT NULL AND active "
        "AND won_status = 'pending'",
        "A deal that continues this agreement is in work already.",
    )
