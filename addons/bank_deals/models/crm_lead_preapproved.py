# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class CrmLead(models.Model):
    """A deal on the terms of a pre-approved offer stays within them."""

    _inherit = "crm.lead"

    preapproved_id = fields.Many2one(
        comodel_name="bank.preapproved.offer",
        string="Pre-approved Offer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _preapproved_uniq = models.UniqueIndex(
        "(preapproved_id) WHERE preapproved_id IS NOT NULL AND active",
        "This offer is taken up already: open its deal.",
    )

    @api.constrains(
        "preapproved_id",
        "partner_id",
        "product_id",
        "amount",
        "currency_id",
        "term_months",
    )
    def _check_preapproved(self):
        for deal in self.sudo().filtered("preapproved_id"):
            offer = deal.preapproved_id
            if deal.partner_id != offer.partner_id:
                raise ValidationError(
                    self.env._("The offer was pre-approved for another client.")
                )
            if deal._exceeds_preapproved(offer):
                raise ValidationError(
                    self.env._(
                        "Pre-approved is “%(offer)s” and no more. For anything else "
                        "open an ordinary deal.",
                        offer=offer.display_name,
                    )
                )

    def _exceeds_preapproved(self, offer):
        """An offer without a term limits none; a rate is that of its currency."""
        return (
            self.product_id != offer.product_id
            or self.currency_id != offer.currency_id
            or self.amount > offer.amount_limit
            or 0 < offer.term_months < self.term_months
        )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_preapproved_given(vals)
        if not self.env.su:
            # set, so that no default of the caller fills it
            vals_list = [{**vals, "preapproved_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        self._check_preapproved_given(vals)
        return super().write(vals)

    def _check_preapproved_given(self, vals):
        if vals.get("preapproved_id") and not self.env.su:
            raise AccessError(
                self.env._("Take the offer up from the card of the client.")
            )
