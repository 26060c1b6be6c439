# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealReckoned(DealCommon):
    """Nobody types what forecasts, plans and analyses count by."""

    def setUp(self):
        super().setUp()
        self.deal = self._create_deal(amount=1000)

    def _call(self, method, *args, user=None, context=None):
        leads = self.env["crm.lead"].with_user(user or self.manager)
        with self.cr.savepoint():
            result = call_kw(leads, method, list(args), {"context": context or {}})
            self.env.flush_all()
        return result

    def _refused(self, deal, values, words):
        for user in (self.manager, self.head):
            with (
                self.subTest(values=values, user=user.login),
                self.assertRaisesRegex(UserError, words),
            ):
                self._call("write", deal.ids, values, user=user)

    def _create(self, context=None, **values):
        values = {
            "name": "Forged",
            "type": "opportunity",
            "partner_id": self.client.id,
            "product_id": self.product.id,
            "amount": 1000,
            **values,
        }
        made = self._call("create", values, context=context)
        return self.env["crm.lead"].browse(made)

    def _get_losses(self, deal):
        return self.env["bank.decision"].search(
            [("kind", "=", "deal_lost"), ("res_id", "=", deal.id)]
        )

    # Worth

    def test_the_worth_of_a_deal_is_not_typed(self):
        self._refused(self.deal, {"expected_revenue": 9}, "reckoned from its amount")
        # as it is, or on a form that reckons it, it is no matter
        self._call("write", self.deal.ids, {"expected_revenue": 1000})
        self._call("write", self.deal.ids, {"amount": 2000, "expected_revenue": 9})
        self.assertEqual(self.deal.expected_revenue, 2000)
        self._win(self.deal)
        self._refused(self.deal, {"expected_revenue": 9}, "reckoned from its amount")
        self.assertEqual(self.deal.expected_revenue, 100_000)

    def test_a_deal_begins_with_its_own_worth_and_chance(self):
        forged = {"expected_revenue": 10**9, "probability": 100}
        context = {f"default_{name}": value for name, value in forged.items()}
        defaults = self.env["ir.default"].with_user(self.manager)
        for deal in (self._create(**forged), self._create(context)):
            self.assertEqual(deal.expected_revenue, 1000)
            self.assertEqual(deal.probability, 10)
        for name, value in forged.items():
            defaults.set("crm.lead", name, value, user_id=True)
        deal = self._create()
        self.assertEqual((deal.expected_revenue, deal.probability), (1000, 10))

    def test_merging_takes_no_worth_from_another_deal(self):
        empty, full = self._create_deal(), self._create_deal(amount=7)
        empty.action_next_stage()
        head = (empty + full).merge_opportunity()
        self.assertEqual(head, empty)
        self.assertEqual(head.expected_revenue, 0)

    def test_a_lead_of_no_process_stays_as_in_stock(self):
        lead = self.env["crm.lead"].with_user(self.manager)
        lead = lead.create(
            {"name": "Plain", "expected_revenue": 5, "type": "opportunity"}
        )
        self.assertEqual(lead.expected_revenue, 5)
        lead.write({"expected_revenue": 6, "probability": 70})
        self.assertEqual((lead.expected_revenue, lead.probability), (6, 70))
        lead.action_archive()
        self.assertEqual(lead.probability, 70)

    # Chance

    def test_no_stage_beside_it_lets_a_probability_pass(self):
        words = "is that of its stage"
        need, preliminary = self.need.id, self.preliminary.id
        for values in (
            {"stage_id": need, "probability": 100},
            {"stage_id": preliminary, "probability": 100},
            {"product_id": self.product.id, "automated_probability": 50, "name": "x"},
            {"automated_probability": 50},
        ):
            if "product_id" not in values:
                self._refused(self.deal, values, words)
            else:
                self._call("write", self.deal.ids, values)
            self.assertEqual(self.deal.probability, 10)
            self.assertEqual(self.deal.automated_probability, 10)
            self.assertFalse(self.deal.date_closed)
        self._call("write", self.deal.ids, {"stage_id": preliminary, "probability": 30})
        self.assertEqual(self.deal.probability, 30)

    def test_a_lost_deal_stays_lost_in_the_analysis(self):
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        self._refused(self.deal, {"probability": 30}, "is that of its stage")
        self.assertEqual(self.deal.won_status, "lost")

    # Losing

    def test_whatever_puts_a_deal_out_of_work_loses_it(self):
        for number, values in enumerate(
            (
                {"active": False, "lost_reason_id": self.reason.id},
                {"active": 0, "lost_reason_id": self.reason.id},
                {
                    "active": False,
                    "lost_reason_id": self.reason.id,
                    "product_id": self.product.id,
                },
            )
        ):
            with self.subTest(values=values):
                deal = self._create_deal(name=f"Put away {number}")
                self._call("write", deal.ids, values)
                self.assertEqual(deal.won_status, "lost")
                self.assertEqual(deal.probability, 0)
                self.assertEqual(len(self._get_losses(deal)), 1)

    def test_a_reason_is_asked_for_whatever_else_is_written(self):
        same = {"active": False, "product_id": self.product.id}
        for values in ({"active": 0}, {"active": None}, same):
            self._refused(self.deal, values, "Say why the deal is lost")

    def test_a_reason_written_before_is_no_way_round(self):
        self.deal.lost_reason_id = self.reason
        self._call("action_archive", self.deal.ids)
        self.assertEqual(self.deal.won_status, "lost")
        self.assertEqual(len(self._get_losses(self.deal)), 1)

    def test_losing_is_told_once(self):
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        rows = self._get_losses(self.deal)
        self.assertEqual(len(rows), 1)
        self.assertIn(f'"reason_id":{self.reason.id}', rows.payload)

    def test_a_deal_does_not_begin_out_of_work(self):
        with self.assertRaisesRegex(UserError, "begins in work"):
            self._create(active=False)
        deal = self._create({"default_active": False})
        self.assertTrue(deal.active)
