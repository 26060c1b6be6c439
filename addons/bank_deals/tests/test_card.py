# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealCard(DealCommon):
    """Deals and pre-approved offers on the card of the client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offer = cls._create_offer()

    @classmethod
    def _create_offer(cls, client=None, **values):
        return cls.env["bank.preapproved.offer"].create(
            {
                "partner_id": (client or cls.client).id,
                "product_id": cls.product.id,
                "amount_limit": 300_000,
                "rate": 11.5,
                "term_months": 24,
                "date_end": fields.Date.add(fields.Date.today(), days=30),
                **values,
            }
        )

    def _take_up(self, offer=None, user=None):
        offer = (offer or self.offer).with_user(user or self.manager)
        return self.env["crm.lead"].browse(offer.action_take_up()["res_id"])

    def test_taking_up_makes_a_deal_once(self):
        deal = self._take_up()
        self.assertRecordValues(
            deal,
            [
                {
                    "partner_id": self.client.id,
                    "product_id": self.product.id,
                    "amount": 300_000,
                    "rate": 11.5,
                    "term_months": 24,
                    "user_id": self.manager.id,
                    "preapproved_id": self.offer.id,
                }
            ],
        )
        self.assertTrue(deal.process_id)
        with self.assertRaisesRegex(UserError, "taken up already"):
            self._take_up()
        opened = self.offer.with_user(self.manager).action_open_deal()
        self.assertEqual(opened["res_id"], deal.id)
        other = self._create_deal(amount=1)
        # two who press at once: the database refuses the second
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            other.sudo().preapproved_id = self.offer
            self.env.flush_all()

    def test_a_lost_deal_sets_the_offer_free_a_won_one_ends_it(self):
        deal = self._take_up()
        deal.with_user(self.manager).action_set_lost(lost_reason_id=self.reason.id)
        self.env.invalidate_all()
        self.assertFalse(self.offer.deal_id)
        self.assertEqual(self.client.card_preapproved_ids, self.offer)
        self._win(self._take_up().with_user(self.manager))
        self.env.invalidate_all()
        self.assertFalse(self.client.card_preapproved_ids)

    def test_what_no_longer_holds_is_not_taken_up(self):
        today = fields.Date.today()
        for values in (
            {"is_withdrawn": True},
            {"date_end": fields.Date.subtract(today, days=1)},
            {"date_start": fields.Date.add(today, days=1)},
        ):
            with self.assertRaisesRegex(UserError, "no longer holds"):
                self._take_up(self._create_offer(**values))

    def test_no_more_than_was_approved(self):
        deal = self._take_up().with_user(self.manager)
        deal.amount = 200_000
        others = self.env["res.currency"].with_context(active_test=False)
        other = others.search([("id", "!=", self.offer.currency_id.id)], limit=1)
        for values in (
            {"amount": 300_001},
            {"term_months": 25},
            {"currency_id": other.id},
            {"product_id": self.other_product.id},
            {"partner_id": self.colleague_client.id},
        ):
            with self.assertRaises(ValidationError):
                deal.write(values)

    def test_a_discount_that_is_gone_leaves_the_rate_of_before(self):
        self.product.write({"rate": 12, "discount_limit": 1})
        deal = self._take_up().with_user(self.manager)
        offers = self.env["bank.offer"].with_user(self.manager)
        offer = offers.create({"deal_id": deal.id, "discount": 1, "objection": "Dear"})
        offer.action_present()
        offer.action_accept()
        self.assertEqual(deal.rate, 10.5)
        offer.action_decline()
        self.assertEqual(deal.rate, 11.5)

    def test_what_is_offered_is_what_was_approved(self):
        """The rate that the bank has approved asks nobody for a discount."""
        for rate in (12, 0):
            self.product.rate = rate
            deal = self._take_up().with_user(self.manager)
            action = deal.action_new_offer()
            offer = self.env["bank.offer"].with_user(self.manager)
            offer = offer.browse(action["res_id"])
            self.assertEqual((offer.base_rate, offer.rate), (11.5, 11.5))
            payment = offer._reckon_for(deal, {})
            self.assertEqual(payment, offer.payment)
            offer.action_present()
            offer.action_accept()
            self.assertEqual(deal.rate, 11.5)
            deal.action_set_lost(lost_reason_id=self.reason.id)
            self.env.invalidate_all()

    def test_an_offer_without_a_term_limits_none(self):
        deal = self._take_up(self._create_offer(term_months=0)).with_user(self.manager)
        deal.term_months = 120
        self.assertEqual(deal.term_months, 120)

    def test_nobody_claims_an_approval(self):
        deals = self.env["crm.lead"].with_user(self.manager)
        deal = self._create_deal(amount=1)
        with self.assertRaises(AccessError):
            deal.preapproved_id = self.offer
        with self.assertRaises(AccessError):
            self._create_deal(preapproved_id=self.offer.id)
        made = deals.with_context(default_preapproved_id=self.offer.id).create(
            {
                "type": "opportunity",
                "name": "Loan",
                "partner_id": self.client.id,
                "product_id": self.product.id,
            }
        )
        self.assertFalse(made.preapproved_id)

    def test_who_does_not_sell_does_not_take_up(self):
        for user in (self.operator, self.auditor):
            with self.assertRaises(AccessError):
                self._take_up(user=user)
        with self.assertRaises(AccessError):
            self._take_up(user=self.stranger)

    def test_the_card_shows_deals_in_work_and_the_sales_history(self):
        other = {"product_id": self.other_product.id}
        won = self._win(self._create_deal())
        lost = self._create_deal(**other)
        lost.action_set_lost(lost_reason_id=self.reason.id)
        open_ = self._create_deal(name="Third")
        self._create_deal(partner_id=self.colleague_client.id)
        self.env["crm.lead"].create(
            {"type": "lead", "name": "Call", "partner_id": self.client.id}
        )
        self.env.invalidate_all()
        client = self.client.with_user(self.manager)
        self.assertEqual(client.card_deal_ids, open_)
        self.assertEqual(client.card_past_deal_ids, won | lost)
        # who reads clients without selling reads their deals, too
        self.assertEqual(self.client.with_user(self.operator).card_deal_ids, open_)
