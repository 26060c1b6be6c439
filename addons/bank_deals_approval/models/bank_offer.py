# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

APPROVED = ("approved", "approved_conditions")


class BankOffer(models.Model):
    """An offer whose terms need it goes along a route, where one is meant for it.

    Then nobody approves it by one press of a button: its request does. Where no route
    in force fits, the head of the branch approves it as before.
    """

    _name = "bank.offer"
    _inherit = ["bank.approval.mixin", "bank.offer"]
    _approval_fields = (
        "deal_id",
        "partner_id",
        "product_id",
        "amount",
        "currency_id",
        "term_months",
        "base_rate",
        "discount",
        "fee",
        "date_valid",
    )
    _approval_rating = None

    def _get_approval_initiators(self):
        initiators = super()._get_approval_initiators()
        for offer in self:
            # who sells the deal or has written the terms has begun the matter
            initiators[offer.id] |= offer._get_makers()
        return initiators

    def _get_approval_blocker(self):
        reasons = super()._get_approval_blocker()
        for offer in self.filtered(lambda row: row.state not in ("draft", "waiting")):
            reasons[offer.id] = self.env._("Only a draft is sent for approval.")
        reasons.update(self._get_closed_blocker())
        return reasons

    def _get_approval_used(self):
        used = self.filtered(lambda row: row.state in ("presented", "accepted"))
        return super()._get_approval_used() | used

    def _get_approval_package(self):
        """Whoever decides on an offer decides on the package it is a part of."""
        return self.sudo().deal_id.facility_ids

    def _get_risk_roots(self):
        """Offers of a deal, and the deal, are one risk."""
        roots = {offer: offer.sudo().deal_id for offer in self}
        return {offer.id: (deal._name, deal.id) for offer, deal in roots.items()}

    def _filter_promised(self):
        """The bank is bound until the client declines it or the deal is over."""
        bound = self.filtered(
            lambda offer: offer.state in ("approved", "presented", "accepted")
        )
        deals = bound.sudo().deal_id._filter_promised()
        return bound.filtered(lambda offer: offer.sudo().deal_id in deals)

    def _check_frozen(self, vals):
        # its request is entered by the server, whatever the offer's status
        if self.env.su and vals.keys() <= {"approval_id"}:
            return None
        return super()._check_frozen(vals)

    # The way of an offer

    def _find_offer_routes(self):
        # which route fits is no secret of those who ask for it
        return self.env["bank.approval.route"].sudo()._find_for(self)

    def action_ask_approval(self):
        """Send those that a route is meant for; the others wait for the head."""
        routed = self.browse(self._find_offer_routes())
        if rest := self - routed:
            super(BankOffer, rest).action_ask_approval()
        if routed:
            routed.action_request_approval()
        return True

    def action_request_approval(self):
        self._wait()
        return super().action_request_approval()

    def _wait(self):
        self.filtered(lambda offer: offer.state == "draft")._transition("waiting")

    def _get_approve_blocker(self):
        """Hook: what goes along a route is approved by its request alone."""
        asked = self.filtered(lambda row: row.approval_state != "none")
        reasons = super(BankOffer, self - asked)._get_approve_blocker()
        reason = self.env._("It goes along a route: who is asked there decides.")
        for offer in asked:
            if offer.approval_state not in APPROVED:
                reasons[offer.id] = reason
        return {**reasons, **asked._get_closed_blocker()}

    def action_approve(self):
        """By hand where no route is meant for it; a request approves by itself."""
        if any(offer.sudo().approval_id for offer in self) and not self.env.su:
            raise AccessError(
                self.env._("It goes along a route: who is asked there decides.")
            )
        return super().action_approve()

    def action_return(self):
        running = ("pending", "returned", "postponed")
        if any(offer.approval_state in running for offer in self):
            raise UserError(self.env._("Withdraw the request for approval first."))
        return super().action_return()

    def _on_approval_done(self):
        """The outcome of the request is the outcome of the offer."""
        super()._on_approval_done()
        waiting_sudo = self.sudo().filtered(lambda row: row.state == "waiting")
        approved = waiting_sudo.filtered(lambda row: row.approval_state in APPROVED)
        for offer_sudo in approved._filter_free("approved"):
            offer_sudo._transition(
                "approved",
                approved_by_id=offer_sudo._get_last_decider().id,
                date_approved=fields.Datetime.now(),
            )
            offer_sudo._record_step("offer_approved")
        (waiting_sudo - approved)._back_to_draft()
        self.sudo()._take_back_lapsed()

    def _take_back_lapsed(self):
        """What no longer holds is not presented to the client: it is a draft again."""
        lapsed = self.filtered(
            lambda row: row.state == "approved" and row.approval_state == "lapsed"
        )
        lapsed._filter_free("draft")._transition(
            "draft", approved_by_id=False, date_approved=False
        )

    def _back_to_draft(self):
        """What was refused, returned or taken back is mended as a draft."""
        waiting = self.filtered(lambda row: row.state == "waiting")
        waiting._filter_free("draft")._transition("draft")

    def _filter_free(self, target):
        """Leave out those whose deal has been closed meanwhile."""
        reasons = self._get_blocking_reasons(target)
        return self.filtered(lambda row: row.id not in reasons)

    def _get_last_decider(self):
        votes = self.approval_id.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state == "approved"
        )
        return votes.sorted("date_decided")[-1:].decided_by_id
