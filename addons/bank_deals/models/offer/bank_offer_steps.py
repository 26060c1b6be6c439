# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

PRICED = ("credit", "deposit")


class BankOffer(models.Model):
    """The way of an offer: approved where the discount needs it, presented, answered.

    Approval here is one step by right. An addon with routes replaces
    ``_get_approve_blocker``.
    """

    _inherit = "bank.offer"

    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "waiting"): "_get_closed_blocker",
            ("waiting", "draft"): "_get_closed_blocker",
            ("approved", "draft"): "_get_closed_blocker",
            ("waiting", "approved"): "_get_approve_blocker",
            ("draft", "presented"): "_get_present_blocker",
            ("approved", "presented"): "_get_terms_blocker",
            ("presented", "accepted"): "_get_accept_blocker",
            ("presented", "declined"): "_get_decline_blocker",
            ("accepted", "declined"): "_get_decline_blocker",
            ("draft", "replaced"): "_get_no_blocker",
            ("accepted", "replaced"): "_get_closed_blocker",
        }

    # Reasons

    def _get_closed_blocker(self):
        closed = self.filtered(
            lambda offer: (
                offer.deal_id.won_status != "pending" or not offer.deal_id.active
            )
        )
        return dict.fromkeys(closed.ids, self.env._("The deal of the offer is closed."))

    def _get_approve_blocker(self):
        """Hook: who approves a discount, here a head who does not sell the deal."""
        reasons = self._get_closed_blocker()
        if not self.env.user.has_group("bank_crm_core.group_crm_head"):
            reason = self.env._("A discount is approved by the head of the branch.")
            return {**dict.fromkeys(self.ids, reason), **reasons}
        own = self.filtered(lambda offer: self.env.user in offer._get_makers())
        reason = self.env._("Nobody approves the discount of his own offer.")
        return {**dict.fromkeys(own.ids, reason), **reasons}

    def _get_terms_blocker(self):
        reasons = self._get_closed_blocker()
        today = fields.Date.context_today(self)
        for offer in self:
            if not offer.amount or not offer.term_months:
                reasons[offer.id] = self.env._("Enter amount and term of the offer.")
            elif not offer.date_valid or offer.date_valid < today:
                reasons[offer.id] = self.env._(
                    "The offer has expired. Make another one."
                )
        return reasons

    def _get_present_blocker(self):
        reasons = self._get_terms_blocker()
        for offer in self:
            # rate and limit are read whoever sells the product
            product_sudo = offer.product_id.sudo()
            limit = product_sudo.discount_limit
            approved = offer.sudo().deal_id.preapproved_id.rate
            if product_sudo.trade in PRICED and not (product_sudo.rate or approved):
                reasons[offer.id] = self.env._(
                    "The product has no rate of its own, so the head approves yours. "
                    "Press “Ask for Approval”."
                )
            elif float_compare(offer.discount, limit, precision_digits=3) > 0:
                reasons[offer.id] = self.env._(
                    "A discount of more than %(limit)s points needs the approval of "
                    "the head. Press “Ask for Approval”.",
                    limit=limit,
                )
        return reasons

    def _get_accept_blocker(self):
        return self._get_terms_blocker()

    def _get_decline_blocker(self):
        silent = self.filtered(lambda offer: not (offer.objection or "").strip())
        reason = self.env._("Note what the client does not agree with.")
        return {**dict.fromkeys(silent.ids, reason), **self._get_closed_blocker()}

    # Steps

    def action_ask_approval(self):
        """Who asks for it stands behind the terms: he does not approve them."""
        self._transition("waiting")
        self._note_maker()

    def action_drop(self):
        """A draft that nobody has seen is set aside."""
        if self.filtered(lambda offer: offer.state != "draft"):
            raise UserError(self.env._("Only a draft is dropped."))
        self._transition("replaced")

    def action_return(self):
        self._transition("draft", approved_by_id=False, date_approved=False)

    def action_approve(self):
        self._transition(
            "approved",
            approved_by_id=self.env.uid,
            date_approved=fields.Datetime.now(),
        )
        self._record_step("offer_approved")

    def action_present(self):
        """The client has heard the terms at a meeting: that is a contact with him."""
        self._transition("presented", date_presented=fields.Datetime.now())
        for offer in self:
            offer.partner_id._log_interaction(
                channel="meeting",
                direction="out",
                subject=offer.display_name,
                source=offer.deal_id,
            )

    def action_accept(self):
        self._accept("employee")

    def _accept(self, answered_in):
        """The terms become those of the deal; an offer accepted earlier is replaced."""
        self.deal_id.check_access("write")
        for offer in self:
            if reasons := offer._get_blocking_reasons("accepted"):
                raise UserError("\n".join(reasons.values()))
            earlier = offer.deal_id.offer_ids.filtered(lambda o: o.state == "accepted")
            earlier._transition("replaced")
            # a rate comes into a deal in this way only
            offer.deal_id.sudo().write(offer._prepare_agreed_values())
            offer._transition(
                "accepted",
                date_answered=fields.Datetime.now(),
                answered_in=answered_in,
            )
        self._record_step("offer_accepted")

    def action_decline(self):
        self._decline("employee")

    def _decline(self, answered_in):
        accepted = self.filtered(lambda offer: offer.state == "accepted")
        self._transition(
            "declined", date_answered=fields.Datetime.now(), answered_in=answered_in
        )
        accepted._take_rate_back()

    def _take_rate_back(self):
        """A discount goes with its offer: the deal has the rate of before again."""
        for offer in self:
            # rates are read and set whoever notes the answer
            deal_sudo = offer.deal_id.sudo()
            own = deal_sudo.preapproved_id.rate or deal_sudo.product_id.rate
            deal_sudo.rate = own or offer.base_rate

    def _prepare_agreed_values(self):
        """Hook: what of an accepted offer becomes terms of the deal."""
        return {
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "term_months": self.term_months,
            "rate": self.rate,
        }

    def _record_step(self, kind):
        rows = [(offer, offer._prepare_offer_payload()) for offer in self]
        self.env["bank.decision"]._record(kind, rows)

    def _prepare_offer_payload(self):
        return {
            "deal_id": self.deal_id.id,
            "number": self.number,
            "kind": self.kind,
            "amount": str(self.amount),
            "currency": self.currency_id.name,
            "term_months": self.term_months,
            "rate": str(self.rate),
            "discount": str(self.discount),
            "fee": str(self.fee),
            "answered_in": self.answered_in or "",
        }
