# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Loans side by side for what a client needs."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestChoice(LoanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # products of a demonstration would stand beside these
        cls.env["bank.product"].search([("id", "!=", cls.product.id)]).active = False
        cls.cheap = cls._create_product(
            name="Cheap",
            code="t_cheap",
            rate=15,
            amount_min=100_000,
            term_max=30,
            day_count="30/360",
        )
        cls.small = cls._create_product(
            name="Small", code="t_small", rate=10, amount_max=50_000
        )

    def open_choice(self, deal=None, user=None):
        deal = (deal or self.deal).with_user(user or self.manager)
        action = deal.action_compare_loans()
        return (
            self.env["bank.loan.choice"]
            .with_user(user or self.manager)
            .browse(action["res_id"])
        )

    def test_what_fits_stands_side_by_side(self):
        choice = self.open_choice()
        self.assertEqual(
            choice.line_ids.product_id, self.cheap | self.product | self.small
        )
        cheap, dear, small = choice.line_ids
        self.assertEqual((cheap.product_id, cheap.full_cost), (self.cheap, 15.0))
        self.assertEqual(cheap.payment, 14545.99)
        self.assertGreater(dear.full_cost, 18)
        self.assertLess(cheap.overpayment, dear.overpayment)
        self.assertEqual(small.reason, "The amount is too large")
        self.assertFalse(small.is_fitting)

    def test_nobody_is_shown_loans_of_others(self):
        self.cheap.for_whom = "business"
        self.product.for_whom = "person"
        shown = self.open_choice().line_ids.product_id
        self.assertNotIn(self.cheap, shown)
        self.assertIn(self.product, shown)

    def test_a_year_longer_costs_more_and_is_paid_more_easily(self):
        cheap, dear, _small = self.open_choice().line_ids
        self.assertLess(dear.longer_payment, dear.payment)
        self.assertGreater(dear.longer_overpayment, dear.overpayment)
        self.assertFalse(cheap.longer_payment)  # thirty months at most

    def test_it_says_what_the_application_says(self):
        line = self.open_choice().line_ids[1]
        application = self._create_application()
        # the application moves days off; by equal terms both are the same
        figures = application._reckon(
            application._get_line(self.product), 300_000, 24, application.date_start
        )
        self.assertEqual(line.payment, figures["payment"])
        self.assertEqual(line.full_cost, figures["full_cost"])
        self.assertEqual(line.overpayment, figures["overpayment"])

    def test_what_the_client_cannot_pay_does_not_fit(self):
        choice = self.open_choice()
        choice.payment_most = 14_600
        choice.action_compare()
        fitting = choice.line_ids.filtered("is_fitting")
        self.assertEqual(fitting.product_id, self.cheap)
        dear = choice.line_ids.filtered(lambda line: line.product_id == self.product)
        self.assertEqual(dear.reason, "The payment is too large")

    def test_the_schedule_is_that_of_the_line(self):
        choice = self.open_choice()
        self.assertEqual(choice.shown_id.product_id, self.cheap)
        cheap = choice.schedule
        choice.line_ids[1].action_show()
        self.assertNotEqual(choice.schedule, cheap)
        self.assertIn("o_bank_schedule_principal", choice.schedule)

    def test_a_choice_becomes_the_terms_of_the_deal(self):
        choice = self.open_choice()
        choice.write({"amount": 200_000, "term_months": 30})
        choice.action_compare()
        line = choice.line_ids[0]
        line.rate = 1  # what stands in a dialog is its author's
        line.action_choose()
        self.assertRecordValues(
            self.deal,
            [
                {
                    "product_id": self.cheap.id,
                    "amount": 200_000,
                    "term_months": 30,
                    "rate": 15,
                }
            ],
        )

    def test_a_choice_does_not_pass_an_application_by(self):
        self._create_application()
        with self.assertRaisesRegex(UserError, "is in work"):
            self.open_choice().line_ids[0].action_choose()

    def test_impossible_terms_are_told_of(self):
        choice = self.open_choice()
        self.product.amount_min = self.cheap.amount_min = 0
        for values, reason in (
            ({"amount": 0}, "above zero"),
            ({"amount": 5000, "term_months": 700}, "600"),
        ):
            choice.write(values)
            self.cheap.term_max = self.product.term_max = 0
            with self.subTest(values=values), self.assertRaisesRegex(UserError, reason):
                choice.action_compare()

    def test_a_deal_without_terms_asks_for_them(self):
        deal = self._create_deal()
        self.assertFalse(self.open_choice(deal).line_ids)

    def test_only_who_may_change_the_deal_chooses(self):
        for user in (self.stranger, self.colleague, self.operator, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.open_choice(user=user)
