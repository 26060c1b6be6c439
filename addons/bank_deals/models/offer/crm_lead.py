# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

# what the client has agreed to is not changed behind his back
AGREED = ("product_id", "partner_id", "amount", "currency_id", "term_months", "rate")
# and what any offer is reckoned from
OFFERED = ("product_id", "partner_id", "currency_id")
ENDED = {"declined", "replaced"}


class CrmLead(models.Model):
    """What a client is offered in a deal, and which terms he has accepted."""

    _inherit = "crm.lead"

    offer_ids = fields.One2many(
        comodel_name="bank.offer", inverse_name="deal_id", string="Offers", copy=False
    )

    is_rate_fixed = fields.Boolean(compute="_compute_is_rate_fixed", compute_sudo=True)
    offer_comparison = fields.Html(
        compute="_compute_offer_comparison", sanitize=False, string="Side by Side"
    )

    @api.depends("product_id.rate")
    def _compute_is_rate_fixed(self):
        for deal in self:
            deal.is_rate_fixed = bool(deal.product_id.rate)

    @api.depends("offer_ids.state", "offer_ids.rate", "offer_ids.payment")
    @api.depends_context("lang")
    def _compute_offer_comparison(self):
        """Show how the terms have changed, the first offer on the left."""
        for deal in self:
            offers = deal.offer_ids._origin.sorted("number")
            deal.offer_comparison = bool(len(offers) > 1) and self.env[
                "ir.qweb"
            ]._render(
                "bank_deals.offer_comparison",
                {"offers": offers, "rows": offers._compare()},
            )

    @api.model_create_multi
    def create(self, vals_list):
        deals = super().create(vals_list)
        deals._check_rate({})
        return deals

    def action_new_offer(self):
        """Open a draft on the present terms of the deal."""
        self.ensure_one()
        self.check_access("write")
        earlier = self.offer_ids.filtered(lambda offer: offer.state != "draft")
        offer = self.env["bank.offer"].create(
            {"deal_id": self.id, "kind": "final" if earlier else "preliminary"}
        )
        return offer._open()

    def _get_gate_path(self, origin, target):
        """Whatever the process, a product may ask for an accepted offer to be won."""
        checks = super()._get_gate_path(origin, target)
        if target.sudo().is_won and origin != target:
            checks |= self.env.ref("bank_deals.bank_check_offer").sudo()
        return checks

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "offer_ids.state")

    def _check_offerable(self):
        self.ensure_one()
        if not self.product_id or not self.active or self.won_status != "pending":
            raise UserError(
                self.env._("An offer is made in an open deal that sells a product.")
            )

    def write(self, vals):
        self._check_agreed(vals)
        if "rate" not in vals:
            return super().write(vals)
        # the rate of another product is none of this one's
        kept = self.filtered(
            lambda deal: (
                vals.get("product_id", deal.product_id.id) == deal.product_id.id
            )
        )
        before = {deal.id: deal.rate for deal in kept}
        result = super().write(vals)
        self._check_rate(before)
        return result

    def _get_base_rate(self):
        """Return the rate with which an offer of the deal begins, in percent a year."""
        self.ensure_one()
        # what was approved and what a product costs is read whoever sells it
        deal_sudo = self.sudo()
        return deal_sudo.preapproved_id.rate or deal_sudo.product_id.rate or self.rate

    def _check_rate(self, before):
        """The rate is the product's, or what a client has accepted: never typed.

        :param before: rates that may stay, by deal
        """
        if self.env.su:
            return
        for deal in self:
            rate = deal.product_id.sudo().rate
            allowed = {rate, before.get(deal.id, rate)}
            if rate and all(
                float_compare(deal.rate, value, precision_digits=3) for value in allowed
            ):
                raise UserError(
                    self.env._(
                        "The rate of “%(product)s” is %(rate)s %%. Make an offer with a "
                        "discount to better it.",
                        product=deal.product_id.display_name,
                        rate=rate,
                    )
                )

    def _check_agreed(self, vals):
        """Terms that a client has accepted change by another offer only."""
        names = set(AGREED) & vals.keys()
        if not names:
            return
        for deal in self:
            # that an offer stands is no secret from who may change its deal
            states = set(deal.sudo().offer_ids.mapped("state")) - ENDED
            bound = names if "accepted" in states else names & set(OFFERED)
            if states and (changed := deal._filter_changed(bound, vals)):
                raise UserError(
                    self.env._(
                        "The deal has an offer: %(fields)s of the deal can no longer "
                        "be changed. Make another offer, or drop this one.",
                        fields=", ".join(changed),
                    )
                )

    def _has_accepted_offer(self, kinds=("preliminary", "final")):
        self.ensure_one()
        # that an offer stands is no secret from who may read its deal
        return any(
            offer.state == "accepted" and offer.kind in kinds
            for offer in self.sudo().offer_ids
        )

    def _prepare_won_payload(self, agreement):
        offer = self.sudo().offer_ids.filtered(lambda o: o.state == "accepted")
        payload = super()._prepare_won_payload(agreement)
        return {**payload, "offer_id": offer.id} if offer else payload
