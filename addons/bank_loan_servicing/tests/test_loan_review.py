# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Once a year a borrower is looked at as a whole, with what is missing of collateral."""

from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ServicingCommon


class ReviewCommon(ServicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.client_kind = "entrepreneur"
        cls._create_route_for("bank.loan.review", cls.underwriter)

    def _review(self, user=None, **values):
        reviews = self.env["bank.loan.review"].with_user(user or self.manager)
        return reviews.create({"partner_id": self.client.id, **values})


@tagged("post_install", "-at_install")
class TestLoanReview(ReviewCommon):
    def test_the_figures_are_those_of_all_his_loans(self):
        self.product.coverage_min = 100
        self._create_loan(months=(5,))
        self.night("2026-02-11")
        review = self._review()
        self.assertEqual((review.debt, review.shortfall), (6_000, 6_000))
        self.assertEqual((review.debt_group, review.shortfall_group), (6_000, 6_000))
        self.assertEqual(review.days_worst, 41)
        self.assertFalse(review.is_non_performing)

    def test_a_limit_is_owed_as_a_whole(self):
        self.loan.sudo().amount_limit = 10_000
        review = self._review()
        self.assertEqual((review.debt, review.debt_group), (10_000, 10_000))

    def test_the_group_is_reckoned_with_him(self):
        self.product.coverage_min = 100
        self._create_loan(self.colleague_client, months=(5,))
        both = self.client | self.colleague_client
        related = {partner.id: set(both.ids) for partner in both}
        self.patch(type(self.client), "_find_related_clients", lambda partners: related)
        review = self._review()
        self.assertEqual((review.debt, review.debt_group), (3_000, 6_000))
        self.assertEqual((review.shortfall, review.shortfall_group), (3_000, 6_000))

    def test_it_is_decided_on_by_its_own_route(self):
        review = self._review()
        with self.assertRaisesRegex(UserError, "Choose how"):
            review.action_request_approval()
        review.write({"outlook": "watch", "conclusion": "Margins fall"})
        review.action_request_approval()
        with self.assertRaises(UserError):
            review.outlook = "keep"
        with self.assertRaises(UserError):
            review.action_reckon()
        self.decide(review)
        self.assertEqual(
            (review.state, review.date_done), ("done", fields.Date.today())
        )
        with self.assertRaises(UserError):
            review.conclusion = "All is well"

    def test_a_review_lends_nothing(self):
        review = self._review()
        matter = review._get_authority_matters()[review.id]
        self.assertEqual(
            (matter.amount, matter.before, matter.exposure), (3_000, 3_000, 3_000)
        )

    def test_the_figures_are_taken_anew_on_request(self):
        review = self._review()
        self.loan.sudo().balance = 2_000
        self.assertEqual(review.debt, 3_000)
        review.action_reckon()
        self.assertEqual(review.debt, 2_000)

    def test_old_figures_are_not_decided_on(self):
        review = self._review(outlook="keep", conclusion="As before")
        review.sudo().date_figures = fields.Date.subtract(fields.Date.today(), days=31)
        with self.assertRaisesRegex(UserError, "figures of today"):
            review.action_request_approval()
        review.action_reckon()
        review.action_request_approval()
        self.assertEqual(review.approval_state, "pending")

    def test_delays_of_a_loan_that_he_owes_with_others_count(self):
        self.loan.sudo().partner_id = self.colleague_client
        self.env["bank.agreement.party"].search(
            [("agreement_id", "=", self.loan.id)]
        ).unlink()
        self.env["bank.agreement.party"].create(
            {
                "agreement_id": self.loan.id,
                "partner_id": self.client.id,
                "role": "co_owner",
            }
        )
        self.night("2026-02-11")
        self.assertEqual(self._review().days_worst, 41)

    def test_a_refusal_leaves_it_open(self):
        review = self._review(outlook="keep", conclusion="As before")
        review.action_request_approval()
        self.decide(review, "reject")
        self.assertEqual(review.state, "draft")

    def test_a_year_later_it_is_a_task_until_it_is_decided(self):
        kind = self.env.ref("bank_loan_servicing.bank_obligation_kind_review")
        duties = self.env["bank.obligation"]

        def find(day):
            duties._search_events(day)
            return duties.search(
                [("kind_id", "=", kind.id), ("partner_id", "=", self.client.id)]
            )

        # signed on 15 January 2026; told thirty days before
        self.assertFalse(find(date(2026, 12, 1)))
        found = find(date(2026, 12, 20))
        self.assertEqual((found.state, found.date_due), ("open", date(2027, 1, 15)))
        self.assertEqual(find(date(2026, 12, 21)), found)
        review = self._review(outlook="keep", conclusion="As before")
        review.action_request_approval()
        self.decide(review)
        find(date(2026, 12, 22))
        self.assertEqual(found.state, "done")

    def test_figures_are_not_typed(self):
        review = self._review()
        for values in ({"debt": 0}, {"shortfall": 0}, {"days_worst": 0}):
            with self.assertRaises(AccessError):
                review.write(values)
            with self.assertRaises(AccessError):
                self._review(**values)
        with self.assertRaises(AccessError):
            review.state = "done"
        other = self.env["res.currency"].search(
            [("id", "!=", review.currency_id.id)], limit=1
        )
        for values in (
            {"partner_id": self.colleague_client.id},
            {"currency_id": other.id},
        ):
            with self.assertRaises(UserError):
                review.write(values)

    def test_reading_risks_takes_a_fixed_number_of_statements(self):
        def count(partners):
            return count_queries(self.env, partners._read_group_risk)

        one = count(self.client)
        self._create_loan(self.colleague_client, months=(5,))
        self._create_loan(self.client, months=(5,))
        self.assertLessEqual(count(self.client | self.colleague_client), one)
