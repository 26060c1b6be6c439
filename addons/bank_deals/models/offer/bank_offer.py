# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

VALID_DAYS = 14
# taken from the deal or entered by a step, never by a caller
FIXED = {
    "deal_id",
    "number",
    "product_id",
    "currency_id",
    "base_rate",
    "approved_by_id",
    "date_approved",
    "date_presented",
    "date_answered",
    "answered_in",
    "letter_state",
    "letter_reason",
    "date_sent",
    "date_opened",
}


class BankOffer(models.Model):
    """Terms that a client is offered in a deal; each version stays as he saw it."""

    _name = "bank.offer"
    _description = "Offer"
    _inherit = ["bank.task.access.mixin", "bank.transition.mixin"]
    _order = "deal_id, number desc"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = ("drafter_ids",)

    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(readonly=True, aggregator=None)
    partner_id = fields.Many2one(
        related="deal_id.partner_id", string="Client", store=True, index=True
    )
    branch_id = fields.Many2one(
        related="deal_id.branch_id", store=True, related_sudo=True, index=True
    )
    product_id = fields.Many2one(
        comodel_name="bank.product", readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        selection=[("preliminary", "Preliminary"), ("final", "Final")],
        required=True,
        default="preliminary",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("waiting", "Waits for Approval"),
            ("approved", "Approved"),
            ("presented", "Presented"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("replaced", "Replaced"),
        ],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        index=True,
    )

    # Terms
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary()
    term_months = fields.Integer(string="Term, Months", aggregator=None)
    base_rate = fields.Float(
        string="Rate of the Product, %",
        digits=(7, 3),
        readonly=True,
        aggregator=None,
        help="Of the product or of the pre-approved offer, as it was when the offer "
        "was made.",
    )
    discount = fields.Float(
        string="Discount, Points",
        digits=(7, 3),
        aggregator=None,
        help="Points of the annual rate in favour of the client.",
    )
    rate = fields.Float(
        string="Annual Rate, %",
        digits=(7, 3),
        compute="_compute_rate",
        store=True,
        aggregator=None,
    )
    fee = fields.Monetary(help="Paid once, when the agreement is made.")
    payment = fields.Monetary(
        string="Monthly Payment",
        compute="_compute_payment",
        store=True,
        aggregator=None,
        help="By the formula of the product; without one, equal payments over the "
        "whole term of a loan.",
    )
    date_valid = fields.Date(
        string="Valid Until", default=lambda self: self._default_date_valid()
    )

    # Answer
    objection = fields.Text(
        string="Objections", help="What the client does not agree with, in his words."
    )
    approved_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="restrict"
    )
    drafter_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_offer_drafter_rel",
        string="Drawn By",
        readonly=True,
        copy=False,
        help="Who has changed the draft of another, or asked for its approval: he does "
        "not approve it.",
    )
    date_approved = fields.Datetime(string="Approved On", readonly=True)
    date_presented = fields.Datetime(string="Presented On", readonly=True)
    date_answered = fields.Datetime(string="Answered On", readonly=True)
    answered_in = fields.Selection(
        selection=[
            ("employee", "To an Employee"),
            ("link", "By the Link in the Letter"),
        ],
        string="Answered",
        readonly=True,
    )

    _accepted_uniq = models.UniqueIndex(
        "(deal_id) WHERE state = 'accepted'", "A deal has one accepted offer."
    )
    _number_uniq = models.UniqueIndex("(deal_id, number)")
    _check_terms = models.Constraint(
        "CHECK (amount >= 0 AND term_months >= 0 AND fee >= 0 AND discount >= 0)",
        "Amount, term, fee and discount are not below zero.",
    )
    _check_rate = models.Constraint(
        "CHECK (rate >= 0)", "The discount is greater than the rate."
    )

    def _default_date_valid(self):
        return fields.Date.context_today(self) + timedelta(days=VALID_DAYS)

    @api.depends("kind", "number", "deal_id.name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for offer in self:
            offer.display_name = self.env._(
                "%(kind)s offer %(number)s: %(deal)s",
                kind=kinds.get(offer.kind, ""),
                number=offer.number,
                # whoever reads an offer reads what it is called
                deal=offer.sudo().deal_id.name or "",
            )

    @api.depends("base_rate", "discount", "product_id")
    def _compute_rate(self):
        """Who borrows pays less by a discount, who deposits gets more."""
        for offer in self:
            sign = 1 if offer.product_id.trade == "deposit" else -1
            offer.rate = offer.base_rate + sign * offer.discount

    @api.model_create_multi
    def create(self, vals_list):
        """An offer begins with the terms of its deal, whatever a caller says."""
        deals = self.env["crm.lead"].browse(
            vals.get("deal_id") for vals in vals_list if vals.get("deal_id")
        )
        deals.check_access("write")
        last = dict.fromkeys(deals.ids, 0)
        # numbers of offers are counted whoever made them
        for offer in self.sudo().search([("deal_id", "in", deals.ids)]):
            last[offer.deal_id.id] = max(last[offer.deal_id.id], offer.number)
        prepared = []
        for vals in vals_list:
            deal = deals.browse(vals.get("deal_id") or [])
            deal._check_offerable()
            last[deal.id] += 1
            values = self._prepare_deal_values(deal)
            fixed = dict.fromkeys(self._get_fixed_fields(), False)
            fixed.update(values.pop("fixed"))
            prepared.append({**values, **vals, **fixed, "number": last[deal.id]})
        return super().create(prepared)

    @api.model
    def _get_fixed_fields(self):
        """Hook: what is taken from the deal or entered by a step, never by a caller."""
        return FIXED

    def _prepare_deal_values(self, deal):
        return {
            "amount": deal.amount,
            "term_months": deal.term_months,
            "discount": 0,
            "objection": False,
            "fixed": {
                "deal_id": deal.id,
                "product_id": deal.product_id.id,
                "currency_id": deal.currency_id.id,
                "base_rate": deal._get_base_rate(),
            },
        }

    def write(self, vals):
        if not self.env.su:
            self.deal_id.check_access("write")
        if "state" not in vals:  # a step writes what it has to, with its token
            self._check_frozen(vals)
            self._note_drafter()
        result = super().write(vals)
        # an answer may open the gate of the deal, whoever has entered it
        self.sudo().deal_id._queue_moving_on()
        return result

    def _note_drafter(self):
        """Whoever has written a part of the terms has made the offer, too."""
        self.filtered(lambda offer: offer.state == "draft")._note_maker()

    def _note_maker(self):
        user = self.env.user
        others = self.filtered(lambda offer: offer.create_uid != user)
        if others and not self.env.su:
            others.sudo()._enter(drafter_ids=[Command.link(user.id)])

    def _get_makers(self):
        """Return the users whose own this offer is."""
        offer_sudo = self.sudo()
        return (
            offer_sudo.create_uid + offer_sudo.drafter_ids + offer_sudo.deal_id.user_id
        )

    def _enter(self, **values):
        """Write what a step or a letter has to note, past the freeze; no right to do
        so is asked, the caller has one.
        """
        return super().write(values)

    def _check_frozen(self, vals):
        if self._get_fixed_fields() & vals.keys():
            raise UserError(
                self.env._("An offer takes this from its deal or from its steps.")
            )
        for offer in self:
            answering = offer.state in ("presented", "accepted")
            if offer.state != "draft" and not (
                answering and vals.keys() <= {"objection"}
            ):
                raise UserError(
                    self.env._(
                        "“%(offer)s” is no longer a draft. Make another offer: "
                        "what was said before stays in sight.",
                        offer=offer.display_name,
                    )
                )

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Offer"),
            "res_model": "bank.offer",
            "res_id": self.id,
            "views": [(False, "form")],
        }
