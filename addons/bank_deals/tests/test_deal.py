# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDeal(DealCommon):
    def test_what_comes_without_a_name_gets_one(self):
        """Through any door: stock has none for a deal without a client."""
        for values, name in (
            ({"product_id": self.product.id}, self.product.name),
            ({"partner_id": self.client.id}, self.client.name),
            ({"name": False, "product_id": self.product.id}, self.product.name),
            ({"name": ""}, "New Deal"),
            ({}, "New Deal"),
        ):
            with self.subTest(values=values):
                leads = self.env["crm.lead"].with_user(self.manager)
                leads = leads.with_context(bank_deal_form=True, lang="en_US")
                lead = leads.create({"type": "opportunity", **values})
                self.assertEqual(lead.name, name)

    def test_a_product_brings_its_process(self):
        deal = self._create_deal()
        self.assertEqual(deal.process_id, self.process)
        self.assertEqual(deal.stage_id, self.need)
        self.assertEqual(deal.currency_id, self.product.currency_id)

    def test_default_product_brings_its_process(self):
        deal = (
            self.env["crm.lead"]
            .with_user(self.manager)
            .with_context(default_product_id=self.product.id)
            .create({"name": "Loan", "type": "opportunity"})
        )
        self.assertEqual(deal.process_id, self.process)

    def test_blocked_until_terms_are_agreed(self):
        deal = self._create_deal()
        deal.action_next_stage()
        self.assertEqual(deal.stage_id, self.preliminary)
        blocker = deal.get_blocking_checks()[0]
        self.assertIn("Amount", blocker["reason"])
        with self.assertRaisesRegex(UserError, "Agree amount and term"):
            deal.action_next_stage()
        deal.write({"amount": 5000, "term_months": 6})
        self.assertFalse(deal.get_blocking_checks())
        deal.action_next_stage()
        self.assertEqual(deal.stage_id, self.final)

    def test_a_stage_plans_its_task_and_waits_for_it(self):
        deal = self._create_deal(amount=5000, term_months=6)
        deal.action_next_stage()
        deal.action_next_stage()
        self.assertEqual(deal.activity_ids.user_id, self.manager)
        self.assertGreater(deal.activity_ids.date_deadline, fields.Date.today())
        with self.assertRaisesRegex(UserError, "Present the terms"):
            deal.action_next_stage()
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")

    def test_winning_makes_the_agreement_once(self):
        deal = self._win(self._create_deal())
        agreement = deal.agreement_ids
        self.assertRecordValues(
            agreement,
            [
                {
                    "partner_id": self.client.id,
                    "product_id": self.product.id,
                    "amount": 100_000,
                    "term_months": 12,
                    "state": "active",
                }
            ],
        )
        deal.sudo()._make_agreements()
        self.assertEqual(deal.agreement_ids, agreement)
        self.assertIn(agreement, self.client.with_user(self.manager).agreement_ids)

    def test_winning_stands_in_the_log(self):
        deal = self._win(self._create_deal())
        row = self.env["bank.decision"].search(
            [("kind", "=", "deal_won"), ("res_id", "=", deal.id)]
        )
        self.assertEqual(row.actor_id, self.manager.id)
        self.assertIn(str(deal.agreement_ids.id), row.payload)
        self.assertNotIn(self.client.name, row.payload)

    def test_probability_is_that_of_the_stage(self):
        deal = self._create_deal()
        self.assertEqual(deal.probability, 10)
        deal.action_next_stage()
        self.assertEqual(deal.probability, 30)
        self.env["crm.lead"]._cron_update_automated_probabilities()
        self.assertEqual(deal.probability, 30)

    def test_a_team_does_not_move_a_deal(self):
        deal = self._create_deal(amount=5000, term_months=6)
        deal.action_next_stage()
        deal.sudo().team_id = self.env["crm.team"].create({"name": "Other"})
        self.env.flush_all()
        self.assertEqual(deal.stage_id, self.preliminary)

    def test_losing_needs_a_reason_and_is_logged(self):
        deal = self._create_deal()
        with self.assertRaisesRegex(UserError, "why the deal is lost"):
            deal.action_archive()
        with self.assertRaisesRegex(UserError, "why the deal is lost"):
            deal.action_set_lost()
        deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertEqual(deal.won_status, "lost")
        self.assertTrue(
            self.env["bank.decision"].search_count(
                [("kind", "=", "deal_lost"), ("res_id", "=", deal.id)]
            )
        )
        deal.action_restore()
        self.assertRecordValues(
            deal,
            [{"won_status": "pending", "probability": 10, "lost_reason_id": False}],
        )

    def test_a_deal_comes_back_whole_whichever_way_it_comes(self):
        """Nothing of its end stays, so that it is lost anew with a reason of its own."""
        for way in ("write", "action_unarchive", "action_restore"):
            deal = self._create_deal(amount=5)
            deal.action_set_lost(lost_reason_id=self.reason.id)
            deal.sudo().loss_verdict = "none"
            if way == "write":
                deal.write({"active": True})
            else:
                getattr(deal, way)()
            self.env.flush_all()
            self.assertRecordValues(
                deal,
                [
                    {
                        "won_status": "pending",
                        "probability": 10,
                        "prorated_revenue": 0.5,
                        "lost_reason_id": False,
                        "date_closed": False,
                        "loss_verdict": False,
                    }
                ],
            )
            with self.assertRaisesRegex(UserError, "why the deal is lost"):
                deal.write({"active": False})

    def test_the_deal_is_worth_its_amount_in_the_banks_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        company = self.env.company
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.5, "company_id": company.id}
        )
        deal = self._create_deal(amount=100, currency_id=euro.id)
        expected = euro._convert(100, company.currency_id, company, deal.create_date)
        self.assertEqual(deal.expected_revenue, expected)

    def test_stock_leads_keep_their_own_stages(self):
        lead = self.env["crm.lead"].create({"name": "Plain", "type": "opportunity"})
        self.assertFalse(lead.process_id)
        self.assertFalse(lead.stage_id.process_id)
        lead.action_set_won()
        self.assertFalse(lead.stage_id.process_id)
        self.assertEqual(lead.won_status, "won")

    def test_stock_won_button_passes_the_gate(self):
        deal = self._create_deal()
        with self.assertRaises(UserError):
            deal.action_set_won()
        self.assertEqual(deal.stage_id, self.need)

    def test_a_client_moved_by_the_feed_takes_his_deals_along(self):
        deal = self._create_deal()
        self.client.source_key = "C5"
        row = {
            "source_key": "C5",
            "name": self.client.name,
            "client_kind": "person",
            "branch": "T-O",
        }
        self.env["res.partner"]._upsert([row])
        self.assertEqual(deal.sudo().branch_id, self.other_branch)
