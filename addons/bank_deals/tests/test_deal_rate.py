# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealRate(DealCommon):
    """No way round the offers to a rate that nobody has approved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "discount_limit": 0.5})
        cls.free = cls._create_product(
            name="At Any Rate", code="t_any_rate", category_id=cls.category.id, rate=0
        )

    def _accept(self, deal):
        offer = self.env["bank.offer"].with_user(self.manager)
        offer = offer.create({"deal_id": deal.id, "discount": 0.5})
        offer.action_present()
        offer.action_accept()
        self.assertEqual(deal.rate, 11.5)

    def test_the_rate_of_another_product_does_not_come_along(self):
        deal = self._create_deal(
            product_id=self.free.id, amount=1, term_months=1, rate=1
        )
        self.assertEqual(deal.rate, 1)
        with self.assertRaisesRegex(UserError, "Make an offer"):
            deal.write({"product_id": self.product.id, "rate": 1})
        deal.write({"product_id": self.product.id, "rate": 12})
        self.assertEqual(deal.rate, 12)

    def test_the_product_named_once_more_changes_no_terms(self):
        deal = self._create_deal(amount=100_000, term_months=12)
        self._accept(deal)
        deal.write({"product_id": self.product.id, "term_months": 12, "priority": "1"})
        self.assertEqual((deal.rate, deal.priority), (11.5, "1"))
        self._win(deal)
        deal.write({"product_id": self.product.id})
        self.assertEqual(deal.rate, 11.5)

    def test_the_currency_stays_with_the_product_named_once_more(self):
        others = self.env["res.currency"].with_context(active_test=False)
        other = others.search([("id", "!=", self.product.currency_id.id)], limit=1)
        deal = self._create_deal(amount=5)
        deal.currency_id = other
        deal.write({"product_id": self.product.id})
        self.assertEqual(deal.currency_id, other)

    def test_a_duplicate_begins_anew_at_the_rate_of_the_product(self):
        deal = self._create_deal(amount=100_000, term_months=12)
        self._accept(deal)
        copy = deal.copy()
        self.assertEqual((copy.rate, copy.amount), (12, 100_000))
        self.assertFalse(copy.offer_ids)
        with self.assertRaisesRegex(UserError, "Make an offer"):
            deal.copy({"rate": 11.5})
        free = self._create_deal(product_id=self.free.id, rate=3)
        self.assertEqual(free.copy().rate, 3)

    def test_a_duplicate_of_a_lost_deal_is_in_work(self):
        deal = self._create_deal(amount=5)
        deal.action_set_lost(lost_reason_id=self.reason.id)
        copy = deal.copy()
        self.assertEqual((copy.active, copy.won_status), (True, "pending"))
        self.assertFalse(copy.lost_reason_id)
        self.assertEqual(copy.stage_id, self.need)
