# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestPricing(DealCommon):
    """What an offer earns stands beside the hurdle of its product."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.formula = cls._create_formula(
            "amount * (rate - 9) / 100 + ifmissing(fee, 0)"
        )
        cls.product.write({"rate": 12, "discount_limit": 5, "hurdle": 2500})
        cls.product.return_formula_id = cls.formula
        cls.deal = cls._create_deal(amount=100_000, term_months=12)

    @classmethod
    def _create_formula(cls, text, model="bank.offer", **values):
        formula = cls.env["bank.formula"].create(
            {
                "name": "Return",
                "code": "t_return",
                "model_id": cls.env["ir.model"]._get(model).id,
                "text": text,
                **values,
            }
        )
        formula.action_put_into_force()
        return formula

    def _offer(self, **values):
        offers = self.env["bank.offer"].with_user(self.manager)
        return offers.create({"deal_id": self.deal.id, **values})

    def test_what_earns_enough_is_presented(self):
        offer = self._offer(discount=0.5)
        self.assertEqual((offer.return_rate, offer.return_state), (2500, "enough"))
        offer.action_present()
        self.assertEqual(offer.state, "presented")

    def test_what_earns_less_waits_for_the_head(self):
        offer = self._offer(discount=1)
        self.assertEqual((offer.return_rate, offer.return_state), (2000, "low"))
        with self.assertRaisesRegex(UserError, "has to earn 2500"):
            offer.action_present()
        offer.action_ask_approval()
        offer.with_user(self.head).action_approve()
        offer.action_present()
        decision = self.env["bank.decision"].search(
            [("kind", "=", "offer_approved"), ("res_id", "=", offer.id)]
        )
        self.assertIn('"return_state":"low"', decision.payload.replace(" ", ""))

    def test_a_fee_makes_up_for_a_discount_while_it_is_typed(self):
        draft = self.env["bank.offer"].with_user(self.manager).new(origin=self._offer())
        draft.discount = 1
        self.assertEqual(draft.return_state, "low")
        draft.fee = 500
        self.assertEqual((draft.return_rate, draft.return_state), (2500, "enough"))

    def test_the_client_as_a_whole_counts(self):
        month = fields.Date.context_today(self.deal).replace(day=1)
        self.env["bank.client.profit"].create(
            {
                "partner_id": self.client.id,
                "product_id": self.product.id,
                "month": month,
                "fees": 700,
            }
        )
        self.product.return_formula_id = self._create_formula(
            "amount * (rate - 9) / 100 + client_profit", code="t_whole"
        )
        offer = self._offer(discount=1)
        self.assertEqual((offer.return_rate, offer.return_state), (2700, "enough"))
        with self.assertRaises(AccessError):
            offer.read(["client_profit"])
        self.assertEqual(offer.sudo().client_profit, 700)

    def test_what_cannot_be_reckoned_waits_for_the_head(self):
        self.product.return_formula_id = self._create_formula(
            "amount / fee", code="t_by_fee"
        )
        offer = self._offer()
        self.assertEqual(offer.return_state, "unknown")
        with self.assertRaisesRegex(UserError, "cannot be reckoned"):
            offer.action_present()

    def test_a_hurdle_that_is_raised_does_not_reach_back(self):
        offer = self._offer()
        self.product.hurdle = 9000
        offer.fee = 1
        self.assertEqual((offer.hurdle, offer.return_state), (2500, "enough"))
        self.assertEqual(self._offer().return_state, "low")

    def test_return_and_hurdle_are_not_typed(self):
        with self.assertRaises(AccessError):
            self._offer(discount=1, return_state="enough")
        offer = self._offer(discount=1, hurdle=1, client_profit=1)
        self.assertEqual((offer.hurdle, offer.return_state), (2500, "low"))
        for name, value in (
            ("hurdle", 1),
            ("client_profit", 1_000_000),
            ("return_state", "enough"),
            ("return_rate", 9000),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                offer.write({name: value})

    def test_other_formulas_are_no_return(self):
        with self.assertRaises(ValidationError):
            self.product.return_formula_id = self._create_formula(
                "amount > 1", code="t_yes", kind="boolean"
            )

    def test_a_product_without_a_formula_has_no_return(self):
        self.product.return_formula_id = False
        offer = self._offer(discount=5)
        self.assertFalse(offer.return_state)
        offer.action_present()
