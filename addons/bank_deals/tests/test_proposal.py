# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import random
import re
from unittest.mock import Mock, patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tools.formula_memory import FormulaMemory

from ..tools import term_search
from .common import DealCommon

DEALS = 20


@tagged("post_install", "-at_install")
class TestProposal(DealCommon):
    """A process whose second gate asks for a small enough payment and a pledge."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "term_max": 84, "amount_max": 3_000_000})
        cls.currency = cls.product.currency_id.name
        cls.model = cls.env["ir.model"]._get("crm.lead")
        for name in ("amount", "term_months"):
            cls.env["bank.formula.variable"].create(
                {"name": f"t_{name}", "model_id": cls.model.id, "field_path": name}
            )
        cls.pledge = cls.env["bank.attribute"].create(
            {
                "name": "Pledge",
                "code": "t_pledge",
                "category_id": cls.category.id,
                "kind": "number",
                "is_term": True,
            }
        )

    def _check(self, **values):
        return self.env["bank.check"].create(
            {"name": "Check", "model_id": self.model.id, **values}
        )

    def _check_formula(self, text):
        formula = self.env["bank.formula"].create(
            {
                "name": "Small enough",
                "code": f"t_small_{self.env['bank.formula'].search_count([])}",
                "model_id": self.model.id,
                "text": text,
            }
        )
        formula.action_put_into_force()
        return self._check(kind="formula", formula_id=formula.id)

    def _check_payment(self):
        return self._check_formula(f"t_amount / t_term_months <= 10000 {self.currency}")

    def test_the_search(self):
        self.assertFalse(doctest.testmod(term_search).failed)
        self.assertGreater(doctest.testmod(term_search).attempted, 10)

    def test_the_smallest_change_of_each_term_comes_first(self):
        self._start_process(self._check_payment())
        deal = self._create_deal(amount=400_000, term_months=36)
        self.assertEqual(
            deal._propose_terms(), [{"amount": 360_000.0}, {"term_months": 42.0}]
        )
        # the next smaller steps would not do
        self.assertFalse(deal._would_pass({"amount": 362_000}))
        self.assertFalse(deal._would_pass({"term_months": 39}))
        self.assertEqual((deal.amount, deal.term_months), (400_000, 36))

    def test_what_cannot_be_written_leaves_the_memory_of_the_trial(self):
        self._start_process(self._check_payment())
        deal = self._create_deal(amount=400_000, term_months=36)
        refuse = Mock(side_effect=UserError("Too much"))
        compile_formulas = Mock()
        with deal._what_if_often():
            FormulaMemory.ask(self.env.cr, "formula", compile_formulas)
            self.assertFalse(deal._is_let_pass(refuse, {"amount": 1}))
            FormulaMemory.ask(self.env.cr, "formula", compile_formulas)
        refuse.assert_called_once()
        compile_formulas.assert_called_once()

    def test_a_large_pledge_is_told_in_full(self):
        deal = self._create_deal()
        for value, signs in ((1_900_000.0, "1900000"), (11.5, "115"), (0.0, "0")):
            told = deal._say_terms({"attribute_values.t_pledge": value})
            # parted as the language does it
            self.assertEqual(re.sub(r"\D", "", told.partition("→")[2]), signs)

    def test_a_pledge_is_a_term_and_an_income_is_not(self):
        check = self._check(domain="[('attribute_values.t_pledge', '>=', 190000)]")
        self._start_process(check)
        deal = self._create_deal(amount=1_000_000, term_months=36)
        self.assertEqual(
            deal._propose_terms(), [{"attribute_values.t_pledge": 190_000.0}]
        )
        self.pledge.is_term = False
        self.assertFalse(deal._propose_terms())

    def test_two_terms_together_where_one_is_not_enough(self):
        self._start_process(
            self._check(domain="[('amount', '<=', 450000)]"),
            self._check(domain="[('term_months', '>=', 48)]"),
        )
        deal = self._create_deal(amount=500_000, term_months=36)
        self.assertEqual(
            deal._propose_terms(), [{"amount": 450_000.0, "term_months": 48.0}]
        )

    def test_terms_stay_within_what_the_product_allows(self):
        self._start_process(self._check_payment())
        self.product.term_max = 36
        deal = self._create_deal(amount=400_000, term_months=36)
        self.assertEqual(deal._propose_terms(), [{"amount": 360_000.0}])

    def test_what_no_term_clears_has_no_proposal(self):
        kind = self.env.ref("bank_deals.mail_activity_type_terms")
        self._start_process(
            self._check_payment(),
            self._check(kind="activities", activity_type_ids=[Command.set(kind.ids)]),
        )
        deal = self._create_deal(amount=400_000, term_months=36)
        self.assertFalse(deal._propose_terms())
        wizard = self._open(deal)
        self.assertFalse(wizard.line_ids)
        self.assertIn("Not done yet", wizard.reasons)

    def _open(self, deal):
        action = deal.action_propose_terms()
        return (
            self.env["bank.deal.proposal"]
            .with_user(self.manager)
            .browse(action["res_id"])
        )

    def test_one_is_taken_and_the_offer_is_reckoned_anew(self):
        self._start_process(self._check_payment())
        deal = self._create_deal(amount=400_000, term_months=36)
        offer = self.env["bank.offer"].browse(deal.action_new_offer()["res_id"])
        wizard = self._open(deal)
        longer = wizard.line_ids[1]
        self.assertIn("36 → 42", longer.name)
        action = longer.action_take()
        self.assertEqual(action["res_id"], offer.id)
        self.assertEqual((deal.amount, deal.term_months), (400_000, 42))
        self.assertEqual((offer.term_months, offer.payment), (42, longer.payment))
        self.assertFalse(deal.get_blocking_checks())
        deal.action_next_stage()

    def test_an_offer_that_was_presented_stays_and_another_follows(self):
        self._start_process(self._check_payment())
        deal = self._create_deal(amount=400_000, term_months=36)
        offer = self.env["bank.offer"].browse(deal.action_new_offer()["res_id"])
        offer.action_present()
        action = self._open(deal).line_ids[0].action_take()
        self.assertNotEqual(action["res_id"], offer.id)
        self.assertEqual(offer.amount, 400_000)
        new = self.env["bank.offer"].browse(action["res_id"])
        self.assertEqual((new.amount, new.kind), (360_000, "preliminary"))

    def test_accepted_terms_are_not_proposed_away(self):
        self._start_process(self._check_payment())
        deal = self._create_deal(amount=400_000, term_months=36)
        offer = self.env["bank.offer"].browse(deal.action_new_offer()["res_id"])
        offer.action_present()
        offer.action_accept()
        self.assertFalse(deal._propose_terms())

    def test_every_proposal_passes_the_real_gate(self):
        """Random deals, three checks at once; each proposal is really gone through."""
        self._start_process(
            self._check_payment(),
            self._check_formula(f"t_amount * t_term_months >= 3000000 {self.currency}"),
            self._check(domain="[('amount', '<=', 900000)]"),
        )
        chance, taken = random.Random(7), 0
        for _number in range(DEALS):
            deal = self._create_deal(
                amount=chance.randrange(10_000, 2_000_000),
                term_months=chance.randrange(3, 84),
            )
            for change in deal._propose_terms():
                savepoint = self.env.cr.savepoint()
                deal.write(deal._prepare_terms(change))
                deal.action_next_stage()  # raises where the gate is shut
                self.assertEqual(deal.won_status, "won")
                savepoint.rollback()
                savepoint.close()
                taken += 1
        self.assertGreater(taken, DEALS // 2)

    def _count_asked(self, deal):
        """Return the proposals and how often the gate itself was asked."""
        asked = []
        cls = self.env.registry["crm.lead"]
        judge = cls._judge

        def count(records, moves):
            asked.append(moves)
            return judge(records, moves)

        with patch.object(cls, "_judge", count):
            return deal._propose_terms(), len(asked)

    def test_the_gate_is_asked_only_about_what_is_proposed(self):
        self._start_process(
            self._check_payment(),
            self._check(domain="[('amount', '<=', 900000)]"),
            self._check(
                kind="fields",
                field_ids=[
                    Command.set(
                        self.env["ir.model.fields"]._get("crm.lead", "amount").ids
                    )
                ],
            ),
        )
        deal = self._create_deal(amount=400_000, term_months=36)
        found, asked = self._count_asked(deal)
        self.assertEqual(found, [{"amount": 360_000.0}, {"term_months": 42.0}])
        self.assertEqual(asked, 3)  # the deal as it is, and each proposal

    def test_what_is_found_is_what_the_gate_alone_would_find(self):
        self._start_process(
            self._check_payment(),
            self._check_formula(f"t_amount * t_term_months >= 3000000 {self.currency}"),
            self._check(domain="[('expected_revenue', '<=', 900000)]"),
            self._check(domain="[('attribute_values.t_pledge', '>=', 1000)]"),
        )
        chance = random.Random(3)
        checks = self.env.registry["bank.check"]
        for _number in range(5):
            deal = self._create_deal(
                amount=chance.randrange(10_000, 2_000_000),
                term_months=chance.randrange(3, 84),
                attribute_values={"t_pledge": chance.choice([500, 2000])},
            )
            found = deal._propose_terms()
            with patch.object(checks, "_get_read_fields", lambda check: None):
                self.assertEqual(deal._propose_terms(), found)

    def test_a_check_by_code_is_left_to_the_gate(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Not too much",
                "model_id": self.model.id,
                "state": "code",
                "code": "action = {'failures': "
                "{r.id: '' for r in records if r.amount > 300000}}",
            }
        )
        self._start_process(self._check(kind="action", server_action_id=action.id))
        deal = self._create_deal(amount=400_000, term_months=36)
        self.assertEqual(deal._propose_terms(), [{"amount": 300_000.0}])

    def test_a_fact_that_no_term_changes_has_no_proposal(self):
        self._start_process(
            self._check_payment(),
            self._check(domain="[('partner_id.client_kind', '=', 'company')]"),
        )
        deal = self._create_deal(amount=400_000, term_months=36)
        self.assertEqual(self._count_asked(deal), ([], 1))

    # What a dishonest employee tries

    def test_a_forged_row_passes_no_gate(self):
        self._start_process(self._check_payment())
        deal = self._create_deal(amount=400_000, term_months=36)
        line = self._open(deal).line_ids[0]
        line.sudo().change = {"amount": 399_000}
        with self.assertRaisesRegex(UserError, "no longer pass"):
            line.action_take()
        line.sudo().change = {"rate": 1, "user_id": self.head.id}
        with self.assertRaises(UserError):
            line.action_take()
        self.assertEqual(deal.rate, 12)

    def test_who_may_not_change_the_deal_asks_for_nothing(self):
        deal = self._create_deal(amount=400_000, term_months=36)
        for user in (self.colleague, self.operator, self.auditor, self.stranger):
            with self.assertRaises(AccessError):
                deal.with_user(user).action_propose_terms()
