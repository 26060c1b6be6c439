# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class CrmLead(models.Model):
    """A deal knows from which document it began."""

    _inherit = "crm.lead"
    _server_fields = ("begun_from_model", "begun_from_id")

    begun_from_model = fields.Char(
        string="Model of the First Document", readonly=True, copy=False
    )
    begun_from_id = fields.Many2oneReference(
        model_field="begun_from_model",
        string="Number of the First Document",
        readonly=True,
        copy=False,
    )
    begun_from = fields.Reference(
        selection="_selection_begun_from",
        compute="_compute_begun_from",
        help="The contact, the response or another document the deal began with.",
    )

    _begun_from_idx = models.Index(
        "(begun_from_model, begun_from_id) WHERE begun_from_id IS NOT NULL"
    )
    _begun_from_uniq = models.UniqueIndex(
        "(begun_from_model, begun_from_id) WHERE begun_from_id IS NOT NULL AND active "
        "AND won_status = 'pending'",
        "A deal that began from this document is in work already.",
    )

    @api.model
    def _selection_begun_from(self):
        models_ = self.env["ir.model"]
        return [(name, models_._get(name).name) for name in self._get_begun_models()]

    @api.model
    def _get_begun_models(self):
        """Return what deals begin with: all that offers it, and referrals, which become
        deals by being accepted.
        """
        heirs = self.env.registry.descendants(["bank.deal.source.mixin"], "_inherit")
        return [
            *(name for name in heirs if not self.env[name]._abstract),
            "bank.referral",
        ]

    @api.depends("begun_from_model", "begun_from_id")
    @api.depends_context("uid")
    def _compute_begun_from(self):
        """A document that is gone or that the reader may not see is not named."""
        self.begun_from = False
        began = self.filtered("begun_from_id")
        for model, deals in began.grouped("begun_from_model").items():
            if model not in self.env:
                continue  # its addon is gone
            documents = self.env[model].browse(deals.mapped("begun_from_id"))
            seen = set(documents.exists()._filtered_access("read").ids)
            for deal in deals:
                if deal.begun_from_id in seen:
                    deal.begun_from = f"{model},{deal.begun_from_id}"
