# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestOfferNeeded(DealCommon):
    """A product may say that a deal is won by an accepted final offer only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "needs_offer": True})
        # a process that has no check of its own
        cls._start_process()
        cls.deal = cls._create_deal(amount=100_000, term_months=12)

    def _offer(self, kind):
        offer = self.env["bank.offer"].browse(self.deal.action_new_offer()["res_id"])
        offer.sudo().kind = kind
        offer.action_present()
        offer.action_accept()
        return offer

    def test_a_deal_is_not_won_without_one(self):
        blocked = self.deal.get_blocking_checks()
        self.assertIn("final offer", blocked[0]["reason"])
        with self.assertRaisesRegex(UserError, "final offer"):
            self.deal.action_next_stage()
        self.assertEqual(self.deal.won_status, "pending")

    def test_a_preliminary_one_is_not_enough(self):
        self._offer("preliminary")
        self.assertTrue(self.deal.get_blocking_checks())

    def test_a_final_one_lets_it_be_won(self):
        self._offer("final")
        self.assertFalse(self.deal.get_blocking_checks())
        self.deal.action_next_stage()
        self.assertEqual(self.deal.won_status, "won")

    def test_other_products_are_won_without(self):
        self.product.needs_offer = False
        self.deal.action_next_stage()
        self.assertEqual(self.deal.won_status, "won")

    # What a dishonest employee tries

    def test_the_check_is_not_taken_away(self):
        check = self.env.ref("bank_deals.bank_check_offer")
        with self.assertRaisesRegex(UserError, "every won deal"):
            check.unlink()
        check.active = False
        with self.assertRaisesRegex(UserError, "final offer"):
            self.deal.action_next_stage()

    def test_it_is_for_deals_only(self):
        check = self.env.ref("bank_deals.bank_check_offer")
        with self.assertRaises(ValidationError):
            check.model_id = self.env["ir.model"]._get("res.partner")
