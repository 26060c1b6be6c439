# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_offers import (
    LESS,
    SEGMENT_TARGET,
    TERRITORY_TARGET,
)

from .common import SMALL_BANK, make_folder

CLIENTS = 140


@tagged("post_install", "-at_install")
class TestPast(TransactionCase):
    """A year of closed deals, an offer in each state, plans of a part of the market."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [f'{900001 + place};"706213";1' for place in range(CLIENTS)]
        folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer = cls.env["bank.demo.import"]
        cls.report = cls.importer._import_folder(folder)
        cls.process = cls.env.ref("bank_deals.bank_process_standard")
        cls.past = cls._find_past()

    @classmethod
    def _find_past(cls):
        deals = cls.env["crm.lead"].with_context(active_test=False)
        today = fields.Datetime.now()
        domain = [("date_closed", "<", today - timedelta(days=2))]
        return deals.search([("process_id", "=", cls.process.id), *domain])

    def test_enough_deals_were_closed_to_learn_from(self):
        self.assertGreaterEqual(len(self.past), 48)
        won = self.past.filtered(lambda deal: deal.won_status == "won")
        self.assertEqual(len(won.agreement_ids), len(won))
        self.assertTrue(all((self.past - won).mapped("lost_reason_id")))
        for deal in won:
            self.assertEqual(deal.agreement_ids.date_start, deal.date_closed.date())
            self.assertEqual(deal.offer_ids.state, "accepted")
            self.assertLess(deal.create_date, deal.date_closed)

    def test_they_stood_on_their_stages_as_long_as_was_drawn(self):
        stays = self.env["bank.deal.stay"].search([("deal_id", "in", self.past.ids)])
        self.assertEqual(
            stays.deal_id.filtered("active").mapped("won_status")[0], "won"
        )
        days = stays.mapped("days")
        self.assertTrue(all(1.9 < day < 14.1 for day in days), sorted(days))
        self.assertTrue(any(stays.mapped("is_over")))
        self.assertLess(len(stays.moved_by_id), 3)

    def test_chances_are_learned_and_in_force(self):
        code = self.process._get_chance_code()
        model = self.env["bank.model"].sudo().search([("code", "=", code)])
        self.assertEqual(model.state, "champion")
        deal = self.env["crm.lead"].search(
            [("process_id", "=", self.process.id), ("won_status", "=", "pending")],
            limit=1,
            order="id",
        )
        self.assertIn(str(model.data_count), deal.chance_reasons)
        self.assertTrue(deal.chance_stage_id)

    def test_there_is_an_offer_in_each_state(self):
        offers = self.env["bank.offer"].search([("deal_id", "not in", self.past.ids)])
        states = dict(offers._fields["state"].selection)
        self.assertEqual(set(offers.mapped("state")), set(states))
        taken = offers.filtered(lambda offer: offer.state == "accepted")
        self.assertEqual(taken.deal_id.amount, LESS)

    def test_an_answer_is_late_and_a_sequence_runs(self):
        late = self.env["crm.lead"].search([("clock_state", "=", "late")])
        self.assertEqual(late.product_id.code, "mortgage")
        plans = self.env["bank.action.plan"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "in", late.ids)]
        )
        self.assertIn("waiting", plans.item_ids.mapped("state"))

    def test_plans_of_a_territory_and_of_a_segment(self):
        plans = self.env["bank.sales.plan"].search([])
        for name, target in (
            ("territory_id", TERRITORY_TARGET),
            ("segment_id", SEGMENT_TARGET),
        ):
            top = plans.filtered(name).line_ids.filtered(lambda row: not row.parent_id)
            self.assertEqual((top.target, top.child_sum), (target, target))

    def test_a_blocked_deal_finds_terms_that_would_pass(self):
        deals = self.env["crm.lead"].search([("won_status", "=", "pending")])
        blocked = deals.filtered(lambda deal: deal.process_id.product_category_ids)
        self.assertEqual(
            [change for deal in blocked for change in deal._propose_terms()],
            [{"amount": 500_000}, {"term_months": 60}],
        )

    def test_changes_since_monday_are_told(self):
        kinds = set(self.env["bank.deal.change"].search([]).mapped("kind"))
        self.assertIn("amount", kinds)

    def test_what_a_deal_brings_is_reckoned(self):
        open_deals = self.env["crm.lead"].search([("won_status", "=", "pending")])
        with_terms = open_deals.filtered(
            lambda deal: deal.term_months and deal.product_id.potential_formula_id
        )
        self.assertTrue(all(deal.potential > 0 for deal in with_terms))

    def test_the_second_run_brings_no_more(self):
        offers = self.env["bank.offer"].search_count([])
        self.importer._load_past({})
        self.importer._load_offers({})
        self.assertEqual(self._find_past(), self.past)
        self.assertEqual(self.env["bank.offer"].search_count([]), offers)
