# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_deals_approval import RouteCommon


@tagged("post_install", "-at_install")
class TestPackageLimits(RouteCommon):
    """A limit is asked about the whole package, and counts each risk once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls._create_user(
            "chief", "bank_approval.group_approval_underwriter", cls.region
        )
        cls.route = cls._create_route("crm.lead")
        draft = cls.route.browse(cls.route.action_new_version()["res_id"])
        draft.step_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": user.name,
                        "sequence": number,
                        "who": "users",
                        "user_ids": [Command.set(user.ids)],
                        "by_limit": True,
                    }
                )
                for number, user in enumerate((cls.underwriter, cls.chief))
            ),
        ]
        draft.action_publish()
        cls.env["bank.authority.matrix"].create(
            {
                "name": "Limits",
                "limit_ids": [
                    Command.create({"user_id": user.id, "exposure_limit": limit})
                    for user, limit in (
                        (cls.underwriter, 120_000),
                        (cls.chief, 5_000_000),
                    )
                ],
            }
        ).action_publish()
        category = {"category_id": cls.category.id}
        cls.line = cls._create_product(name="Line", **category)
        cls.guarantee = cls._create_product(
            name="Guarantee", trade="guarantee", **category
        )
        cls.saving = cls._create_product(name="Saving", trade="deposit", **category)

    def _add(self, product, amount, deal=None):
        return (
            self.env["bank.deal.facility"]
            .with_user(self.manager)
            .create(
                {
                    "deal_id": (deal or self.deal).id,
                    "product_id": product.id,
                    "amount": amount,
                    "term_months": 6,
                }
            )
        )

    def _matter(self, document):
        return document._get_authority_matters()[document.id]

    def _approve(self, deal):
        deal.action_request_approval()
        self._decide(deal)
        if deal.approval_state == "pending":
            task = deal.sudo().approval_id.open_task_ids
            task.with_user(self.chief).action_decide("approve", "so")
        deal.invalidate_recordset()
        self.assertEqual(deal.approval_state, "approved")
        return deal.sudo().approval_id

    def test_the_limit_is_asked_about_the_whole_package(self):
        self._add(self.line, 40_000)
        self.deal.action_request_approval()
        self._decide(self.deal)
        self.assertEqual(self.deal.approval_state, "pending")
        approval = self.deal.sudo().approval_id
        self.assertEqual(approval.open_task_ids.user_id, self.chief)
        self.assertEqual((approval.amount, approval.unsecured), (140_000, 140_000))

    def test_a_package_counts_in_the_currency_of_the_bank(self):
        other = self.env.ref("base.EUR")
        if other == self.env.company.currency_id:
            other = self.env.ref("base.USD")
        other.active = True
        other.rate_ids = [Command.clear(), Command.create({"rate": 0.5})]
        self.line.currency_id = other
        self._add(self.line, 40_000)
        matter = self._matter(self.deal)
        self.assertEqual((matter.amount, matter.exposure), (180_000, 180_000))

    def test_a_deposit_is_no_risk(self):
        self._add(self.saving, 900_000)
        matter = self._matter(self.deal)
        self.assertEqual((matter.amount, matter.exposure), (100_000, 100_000))
        self._approve(self.deal)
        other = self._create_deal(amount=10_000, term_months=12)
        self.assertEqual(self._matter(other).exposure, 110_000)

    def test_a_guarantee_is_a_risk_before_and_after_its_issue(self):
        deal = self._create_deal(
            amount=100_000, term_months=12, product_id=self.guarantee.id
        )
        self._approve(deal)
        self.assertEqual(self._matter(self.deal).before, 100_000)
        self._win(deal)
        self.assertEqual(deal.sudo().agreement_ids.state, "active")
        self.assertEqual(self._matter(self.deal).before, 100_000)

    def test_a_package_is_counted_once_after_its_issue(self):
        self._add(self.line, 40_000)
        self._approve(self.deal)
        other = self._create_deal(amount=10_000, term_months=12)
        self.assertEqual(self._matter(other).exposure, 150_000)
        self._win(self.deal)
        self.assertEqual(self._matter(other).exposure, 150_000)

    def test_what_is_lost_or_ended_by_a_change_is_owed_by_nobody(self):
        self._approve(self.deal)
        other = self._create_deal(amount=10_000, term_months=12)
        self.deal.amount = 110_000
        self.assertEqual(self._matter(other).before, 0)
        self._approve(self.deal)
        self.assertEqual(self._matter(other).before, 110_000)
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertEqual(self._matter(other).before, 0)

    def test_an_offer_and_its_deal_are_one_risk(self):
        self._create_route("bank.offer", "[('discount', '>', 1)]")
        self._approve(self.deal)
        offer = self._offer(discount=2)
        self.assertEqual(self._matter(offer).exposure, 100_000)
        offer.action_ask_approval()
        self._decide(offer)
        self.assertEqual(offer.approval_state, "approved")
        other = self._create_deal(amount=10_000, term_months=12)
        self.assertEqual(self._matter(other).before, 100_000)
        offer.action_present()
        self.assertEqual(self._matter(other).before, 100_000)

    def test_nothing_slips_into_a_package_that_is_decided_on(self):
        facility = self._add(self.line, 10_000)
        self.deal.action_request_approval()
        for act in (
            lambda: self._add(self.line, 1),
            lambda: facility.write({"amount": 1}),
            lambda: facility.sudo().write({"amount": 1}),
            lambda: facility.with_context(install_mode=True).unlink(),
            lambda: self.deal.write({"facility_ids": [Command.clear()]}),
        ):
            with self.assertRaisesRegex(UserError, "being approved"):
                act()

    def test_nor_into_the_package_of_an_offer_that_is_decided_on(self):
        self._create_route("bank.offer", "[('discount', '>', 1)]")
        facility = self._add(self.line, 10_000)
        offer = self._offer(discount=2)
        offer.action_ask_approval()
        self.assertEqual(offer.approval_state, "pending")
        for act in (lambda: self._add(self.line, 1), facility.unlink):
            with self.assertRaisesRegex(UserError, "being approved"):
                act()

    def test_another_package_is_decided_on_anew(self):
        facility = self._add(self.line, 10_000)
        changes = (
            lambda: self._add(self.line, 5_000),
            lambda: facility.write({"amount": 9_000}),
            facility.unlink,
        )
        for change in changes:
            approval = self._approve(self.deal)
            change()
            self.assertEqual(
                (self.deal.approval_state, approval.lapse_cause), ("lapsed", "changed")
            )
        self.deal.action_request_approval()
        memo = self.deal.sudo().approval_id
        self.assertEqual(memo.change_of_id, approval)
        self.assertIn("facilities", memo._get_round().changed_parts)
        self.assertIn("Line", memo.terms)

    def test_those_who_are_asked_see_the_package(self):
        self._add(self.line, 10_000)
        self.deal.action_request_approval()
        approval = self.deal.sudo().approval_id
        self.assertRegex(approval.matter, r"Line: 10.000.00, 6 months")

    def test_an_offer_whose_decision_has_lapsed_is_not_presented(self):
        self._create_route("bank.offer", "[('discount', '>', 1)]")
        for lapse in (
            lambda row: row.sudo().approval_id._lapse("term"),
            lambda row: self._add(self.line, 10_000),
        ):
            offer = self._offer(discount=2)
            offer.action_ask_approval()
            self._decide(offer)
            self.assertEqual(offer.state, "approved")
            lapse(offer)
            self.assertEqual(
                (offer.state, offer.approval_state, offer.approved_by_id.id),
                ("draft", "lapsed", False),
            )
            with self.assertRaises(UserError):
                offer.action_present()
