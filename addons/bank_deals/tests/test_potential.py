# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import DealCommon

INTEREST = "amount * rate / 100 * term_months / 12 / 2"


@tagged("post_install", "-at_install")
class TestPotential(DealCommon):
    """What the bank earns on a deal is reckoned by a formula of its product."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12})
        cls.product.potential_formula_id = cls._create_formula(INTEREST)

    @classmethod
    def _create_formula(cls, text, model="crm.lead", code="t_potential"):
        formula = cls.env["bank.formula"].create(
            {
                "name": "Potential",
                "code": code,
                "model_id": cls.env["ir.model"]._get(model).id,
                "text": text,
            }
        )
        formula.action_put_into_force()
        return formula

    def test_the_terms_make_the_potential(self):
        deal = self._create_deal(amount=100_000, term_months=24)
        self.assertEqual(deal.potential, 12_000)
        deal.term_months = 12
        self.assertEqual(deal.potential, 6_000)
        self.assertEqual(deal.expected_revenue, 100_000)

    def test_it_is_seen_while_the_terms_are_typed(self):
        deal = self._create_deal(amount=100_000, term_months=24)
        draft = self.env["crm.lead"].with_user(self.manager).new(origin=deal)
        draft.amount = 50_000
        self.assertEqual(draft.potential, 6_000)

    def test_another_currency_is_reckoned_over(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "TPF",
                "symbol": "F",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 0.5})],
            }
        )
        deal = self._create_deal(amount=100_000, term_months=24)
        deal.currency_id = foreign
        self.assertEqual(deal.potential, 24_000)

    def test_what_lacks_is_told(self):
        deal = self._create_deal(amount=0, term_months=24)
        self.assertFalse(deal.potential)
        self.assertTrue(deal.potential_reason)

    def test_a_formula_of_something_else_is_refused(self):
        other = self._create_formula("amount * 2", "bank.offer", "t_other")
        with self.assertRaises(ValidationError):
            self.product.potential_formula_id = other

    def test_a_new_formula_leaves_what_was_sold(self):
        deal = self._create_deal(amount=100_000, term_months=24)
        self.env.flush_all()
        self.product.potential_formula_id = self._create_formula(
            "amount / 100", code="t_new"
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(deal.potential, 12_000)
        self.assertEqual(self._create_deal(amount=100_000).potential, 1_000)

    def test_the_manager_does_not_enter_it(self):
        deal = self._create_deal(amount=100_000, term_months=24)
        with self.assertRaises(AccessError):
            deal.with_user(self.manager).write({"potential": 1})
        self.assertEqual(deal.potential, 12_000)
