# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .test_sales_plan import PlanCommon
from .test_ui_sale import SaleTourCommon


@tagged("post_install", "-at_install")
class TestSaleRulesTour(SaleTourCommon):
    """Terms of answers and the life of offers are set up without code, in Russian."""

    def test_large_deals_are_answered_sooner(self):
        self._speak_russian()
        regime = self.env["bank.clock.regime"].create(
            {
                "name": "За час",
                "code": "t_hour",
                "kind": "service",
                "unit": "hours",
                "amount": 1,
            }
        )
        self.start_tour(
            "/odoo/bank-response-rules",
            "bank_response_rule_tour",
            login=self.administrator.login,
            timeout=180,
        )
        self.assertIn(regime, self._let_clients_write(2_000_000))
        self.assertNotIn(regime, self._let_clients_write(20_000))

    def _let_clients_write(self, amount):
        """Return the terms that a letter of the client of such a deal begins."""
        deal = self._create_deal(amount=amount, term_months=12)
        self.client._log_interaction(
            channel="email", direction="in", subject="Question", source=deal
        )
        return deal._find_responses().regime_id

    def test_a_final_offer_goes_to_the_head_first(self):
        self._speak_russian()
        self.product.rate = 12
        self.start_tour(
            "/odoo/bank-offer-steps",
            "bank_offer_step_tour",
            login=self.administrator.login,
            timeout=180,
        )
        deal = self._create_deal(amount=100_000, term_months=12)
        offer = deal.offer_ids.create({"deal_id": deal.id, "kind": "final"})
        self.start_tour(
            f"/odoo/bank-offers/{offer.id}",
            "bank_offer_stopped_tour",
            login=self.manager.login,
            timeout=180,
        )
        self.assertEqual(offer.state, "waiting")


@tagged("post_install", "-at_install")
class TestPlanPartTour(PlanCommon, SaleTourCommon):
    """Journey 7 in Russian: the plan of a territory and of a segment."""

    def test_a_head_plans_for_a_part_of_the_market(self):
        self._speak_russian()
        self.env["bank.territory"].create({"name": "Север", "cities": "Кемь"})
        segments = self.env["bank.segment"].with_user(self.head)
        farmers = segments.create(
            {"name": "Фермеры", "kind": "fixed", "is_shared": True}
        )
        farmer, other = self._create_client("Farmer"), self._create_client("Other")
        (farmer | other).city = "Кемь"
        farmers._add_clients(farmer)
        self._create_worth(7_000, "2026-05-04", partner_id=farmer.id)
        self._create_worth(900, "2026-05-05", partner_id=other.id)
        self._create_worth(60_000, "2026-05-06")
        plan = self._create_plan(name="Фермеры Севера", date_end="2026-12-30")
        self.start_tour(
            f"/odoo/bank-plans/{plan.id}",
            "bank_plan_part_tour",
            login=self.head.login,
            timeout=180,
        )
        self.assertEqual(plan.segment_id, farmers)
        line = plan.line_ids.filtered(
            lambda row: row.branch_id == self.region and not row.user_id
        )
        self.assertEqual(line.fact, 7_000)
