# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestPackage(DealCommon):
    """Several facilities under one deal, each an agreement of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls._create_product(name="Line", category_id=cls.category.id, rate=9)
        cls.deal = cls._create_deal(amount=100_000, term_months=12)

    def _add(self, deal=None, user=None, **values):
        facilities = self.env["bank.deal.facility"].with_user(user or self.manager)
        return facilities.create(
            {
                "deal_id": (deal or self.deal).id,
                "product_id": self.line.id,
                "amount": 40_000,
                "term_months": 6,
                **values,
            }
        )

    def test_a_package_is_worth_all_of_its_facilities(self):
        facility = self._add()
        self.assertEqual((facility.rate, facility.currency_id), self._terms())
        self.assertEqual(self.deal.expected_revenue, 140_000)
        facility.amount = 50_000
        self.assertEqual(self.deal.expected_revenue, 150_000)
        facility.unlink()
        self.assertEqual(self.deal.expected_revenue, 100_000)

    def _terms(self):
        return (9, self.deal.currency_id)

    def test_winning_makes_an_agreement_of_each(self):
        self.deal.write({"facility_ids": [Command.create(self._values())]})
        self._win(self.deal)
        agreements = self.deal.sudo().agreement_ids.sorted("id")
        self.assertEqual(agreements.mapped("amount"), [100_000, 40_000])
        self.assertEqual(agreements.product_id, self.product | self.line)
        self.assertEqual(len(set(agreements.mapped("number"))), 2)
        self.assertEqual(set(agreements.mapped("state")), {"active"})
        self.assertEqual(agreements[1].rate, 9)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "deal_won"), ("res_id", "=", self.deal.id)]
        )
        self.assertEqual(len(rows), 2)

    def _values(self):
        return {"product_id": self.line.id, "amount": 40_000, "term_months": 6}

    def test_a_gate_looks_at_the_package(self):
        check = self.env["bank.check"].create(
            {
                "name": "Whole",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "domain": "[('expected_revenue', '<=', 120000)]",
            }
        )
        self._start_process(check)
        deal = self._create_deal(amount=100_000, term_months=12)
        self.assertFalse(deal.get_blocking_checks())
        self._add(deal)
        self.assertTrue(deal.get_blocking_checks())

    def test_what_another_process_sells_is_another_deal(self):
        self._start_process()
        deal = self._create_deal(amount=100_000, term_months=12)
        with self.assertRaisesRegex(ValidationError, "another process"):
            self._add(deal, product_id=self.other_product.id)

    def test_a_closed_deal_keeps_its_package(self):
        facility = self._add()
        self._win(self.deal)
        for act in (
            lambda: facility.write({"amount": 1}),
            facility.unlink,
            self._add,
        ):
            with self.assertRaises(UserError):
                act()

    def test_an_accepted_offer_keeps_it_too(self):
        self.product.rate = 12
        facility = self._add()
        offer = self.env["bank.offer"].with_user(self.manager)
        offer = offer.create({"deal_id": self.deal.id})
        offer.action_present()
        offer.action_accept()
        with self.assertRaises(UserError):
            facility.amount = 1

    def test_terms_are_not_forged(self):
        facility = self._add()
        other = self._create_deal(amount=1, term_months=1)
        for values in (
            {"rate": 0.1},
            {"deal_id": other.id},
            {"currency_id": self.env.ref("base.USD").id},
            {"partner_id": self.colleague_client.id},
        ):
            with self.assertRaises(UserError):
                facility.write(values)
        with self.assertRaises(UserError):
            self._add(rate=0.1)

    def test_others_neither_see_nor_change_it(self):
        facility = self._add()
        for user in (self.stranger, self.operator):
            with self.assertRaises(AccessError):
                facility.with_user(user).write({"amount": 1})
            with self.assertRaises(AccessError):
                self._add(user=user)
        self.assertFalse(
            facility.with_user(self.stranger).search([("id", "=", facility.id)])
        )
