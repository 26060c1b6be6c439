# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import Decimal

from odoo import api, models

from ...tools import annuity


class BankOffer(models.Model):
    """What the client pays a month, and when."""

    _inherit = "bank.offer"

    @api.depends(
        "amount",
        "term_months",
        "rate",
        "fee",
        "discount",
        "currency_id",
        "product_id",
    )
    def _compute_payment(self):
        """By the terms of the offer alone: a change of the product is no new offer."""
        for offer in self:
            outcome = offer._reckon_by_formula()
            if outcome is None:
                offer.payment = offer._reckon_annuity()
            else:
                offer.payment = float(outcome.value) if outcome.is_ok else 0

    def _reckon_by_formula(self):
        """Return the Outcome of the product's own formula, or None without one."""
        # a formula is a setting; what it reads is read with the caller's rights
        formula = self.product_id.sudo().payment_formula_id
        formula = formula and formula._get_in_force()
        return formula._evaluate_unsaved(self, unread=("payment",)) if formula else None

    def _reckon_annuity(self):
        if self.product_id.trade != "credit":
            return 0
        return float(annuity.annuity(*self._get_annuity_terms()))

    def _get_annuity_terms(self):
        return (
            Decimal(str(self.amount)),
            Decimal(str(self.rate)),
            self.term_months,
            self.currency_id.decimal_places,
        )

    @api.model
    def _reckon_for(self, deal, change):
        """Return the payment that an offer of the deal would have after a change."""
        values = {"amount": deal.amount, "term_months": deal.term_months}
        values.update({name: change[name] for name in values if name in change})
        base = {
            "deal_id": deal.id,
            "product_id": deal.product_id.id,
            "currency_id": deal.currency_id.id,
        }
        rate = deal._get_base_rate()
        return self.new({**base, "base_rate": rate, **values}).payment

    def _get_schedule(self):
        """Return the rows of equal payments; none where the product has a formula."""
        self.ensure_one()
        product_sudo = self.product_id.sudo()
        if product_sudo.trade != "credit" or product_sudo.payment_formula_id:
            return []
        return annuity.schedule(*self._get_annuity_terms())

    def _get_terms_blocker(self):
        """A payment that cannot be reckoned is not named to a client."""
        reasons = super()._get_terms_blocker()
        for offer in self:
            outcome = offer._reckon_by_formula()
            if outcome is not None and not outcome.is_ok:
                formula = offer.product_id.sudo().payment_formula_id
                reasons.setdefault(
                    offer.id,
                    self.env._(
                        "The monthly payment cannot be reckoned: %(reason)s",
                        reason=formula._get_reason(outcome),
                    ),
                )
        return reasons
