# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import re
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import annuity, link
from .common import DealCommon


@tagged("post_install", "-at_install")
class TestOffer(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "discount_limit": 0.5})
        cls.deal = cls._create_deal(amount=100_000, term_months=12)

    def _offer(self, deal=None, **values):
        deal = deal or self.deal
        offer = (
            self.env["bank.offer"]
            .with_user(self.manager)
            .create({"deal_id": deal.id, **values})
        )
        return offer

    def _present(self, **values):
        offer = self._offer(**values)
        offer.action_present()
        return offer

    def test_annuity(self):
        self.assertFalse(doctest.testmod(annuity).failed)
        self.assertTrue(doctest.testmod(annuity).attempted)
        self.assertFalse(doctest.testmod(link).failed)

    def test_an_offer_begins_with_the_terms_of_its_deal(self):
        action = self.deal.action_new_offer()
        offer = self.env["bank.offer"].browse(action["res_id"])
        self.assertEqual((offer.amount, offer.term_months), (100_000, 12))
        self.assertEqual((offer.base_rate, offer.rate), (12, 12))
        self.assertEqual(offer.payment, 8884.88)
        self.assertEqual((offer.number, offer.kind), (1, "preliminary"))
        offer.action_present()
        self.deal.action_new_offer()
        self.deal.invalidate_recordset(["offer_ids"])  # in the order of a reader
        self.assertEqual(self.deal.offer_ids.mapped("kind"), ["final", "preliminary"])
        self.assertEqual(self.deal.offer_ids.mapped("number"), [2, 1])

    def test_a_colleague_opens_an_offer_whose_deal_is_not_his(self):
        offer = self._offer().with_user(self.colleague)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(offer.deal_id.has_access("read"))
        self.assertIn(offer.sudo().deal_id.name, offer.display_name)

    def test_a_discount_is_in_favour_of_the_client(self):
        self.assertEqual(self._offer(discount=0.5).rate, 11.5)
        self.other_product.write({"rate": 10, "discount_limit": 1})
        deal = self._create_deal(product_id=self.other_product.id, amount=5000)
        offer = self._offer(deal, discount=1)
        self.assertEqual((offer.rate, offer.payment), (11, 0))

    def test_a_discount_over_ones_right_waits_for_the_head(self):
        self._present(discount=0.5)
        offer = self._offer(discount=0.6)
        with self.assertRaisesRegex(UserError, "approval of the head"):
            offer.action_present()
        offer.action_ask_approval()
        with self.assertRaisesRegex(UserError, "by the head of the branch"):
            offer.action_approve()
        offer.with_user(self.head).action_approve()
        self.assertEqual(offer.approved_by_id, self.head)
        offer.action_present()
        self.assertEqual(offer.state, "presented")
        decision = self.env["bank.decision"].search([("kind", "=", "offer_approved")])
        self.assertEqual(decision.res_id, offer.id)

    def test_a_head_does_not_approve_his_own_offer(self):
        deal = self._create_deal(self.head, amount=1000, term_months=3)
        offer = (
            self.env["bank.offer"]
            .with_user(self.head)
            .create({"deal_id": deal.id, "discount": 3})
        )
        offer.action_ask_approval()
        with self.assertRaisesRegex(UserError, "his own offer"):
            offer.action_approve()

    def test_a_head_does_not_approve_terms_that_he_has_written(self):
        offer = self._offer(discount=1)
        other = self._create_user(
            "second_head", "bank_crm_core.group_crm_head", self.region
        )
        offer.with_user(self.head).write({"discount": 5})
        with self.assertRaises(AccessError):
            offer.with_user(self.head).write({"drafter_ids": [(5,)]})
        offer.with_user(self.head).action_ask_approval()
        with self.assertRaisesRegex(UserError, "his own offer"):
            offer.with_user(self.head).action_approve()
        offer.with_user(other).action_approve()
        self.assertEqual(offer.state, "approved")

    def test_who_has_asked_for_approval_does_not_approve(self):
        offer = self._offer(discount=1)
        offer.with_user(self.head).action_ask_approval()
        self.assertEqual(offer.sudo().drafter_ids, self.head)
        with self.assertRaisesRegex(UserError, "his own offer"):
            offer.with_user(self.head).action_approve()
        # what was asked for stays asked for by him
        offer.action_return()
        offer.action_ask_approval()
        with self.assertRaisesRegex(UserError, "his own offer"):
            offer.with_user(self.head).action_approve()

    def test_an_approved_discount_is_not_raised_afterwards(self):
        offer = self._offer(discount=1)
        offer.action_ask_approval()
        with self.assertRaisesRegex(UserError, "no longer a draft"):
            offer.discount = 2
        offer.with_user(self.head).action_approve()
        with self.assertRaisesRegex(UserError, "no longer a draft"):
            offer.discount = 2
        offer.action_return()
        offer.discount = 2
        self.assertFalse(offer.approved_by_id)
        with self.assertRaisesRegex(UserError, "approval of the head"):
            offer.action_present()

    def test_presenting_is_a_contact_with_the_client(self):
        offer = self._present()
        contact = self.env["bank.interaction"].search(
            [("partner_id", "=", self.client.id), ("subject", "=", offer.display_name)]
        )
        self.assertEqual(contact.direction, "out")

    def test_an_expired_offer_is_neither_presented_nor_accepted(self):
        yesterday = fields.Date.today() - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "expired"):
            self._present(date_valid=yesterday)
        offer = self._present()
        self.env.cr.execute(
            "UPDATE bank_offer SET date_valid = %s WHERE id = %s", (yesterday, offer.id)
        )
        offer.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "expired"):
            offer.action_accept()

    def test_accepted_terms_reach_the_agreement(self):
        self._present(amount=90_000).action_accept()
        final = self._present(kind="final", amount=80_000, term_months=24, discount=0.5)
        final.action_accept()
        self.deal.invalidate_recordset(["offer_ids"])  # in the order of a reader
        self.assertEqual(self.deal.offer_ids.mapped("state"), ["accepted", "replaced"])
        self.deal.action_next_stage()
        self.deal.action_next_stage()
        self.deal.activity_ids.action_feedback()
        self.deal.action_next_stage()
        agreement = self.deal.agreement_ids
        self.assertEqual((agreement.amount, agreement.term_months), (80_000, 24))
        self.assertEqual(agreement.rate, 11.5)
        kinds = [("kind", "=", "offer_accepted"), ("res_id", "=", final.id)]
        self.assertEqual(self.env["bank.decision"].search_count(kinds), 1)
        with self.assertRaisesRegex(UserError, "is closed"):
            self.deal.offer_ids[0].action_decline()
        with self.assertRaisesRegex(UserError, "open deal"):
            self._offer()

    def test_accepted_terms_of_a_deal_do_not_change(self):
        self._present().action_accept()
        for name, value in (("amount", 1), ("rate", 1), ("term_months", 1)):
            with self.assertRaisesRegex(UserError, "The deal has an offer"):
                self.deal.write({name: value})
        self.deal.write({"amount": 100_000})

    def test_the_product_does_not_change_under_an_offer(self):
        offer = self._offer()
        with self.assertRaisesRegex(UserError, "The deal has an offer"):
            self.deal.product_id = self.other_product
        offer.action_drop()
        self.deal.product_id = self.other_product

    def test_a_refusal_says_what_the_client_objects_to(self):
        offer = self._present()
        with self.assertRaisesRegex(UserError, "does not agree"):
            offer.action_decline()
        offer.objection = "Too dear"
        offer.action_decline()
        with self.assertRaisesRegex(UserError, "no longer a draft"):
            offer.objection = "He liked it"

    def test_a_discount_that_the_client_gives_back_is_not_kept(self):
        offer = self._present(discount=0.5)
        offer.action_accept()
        offer.objection = "He thinks again"
        self.assertEqual(self.deal.rate, 11.5)
        offer.action_decline()
        self.assertEqual(self.deal.rate, 12)
        self.deal.write({"amount": 10_000_000, "term_months": 60})
        self._win(self.deal)
        self.assertEqual(self.deal.sudo().agreement_ids.rate, 12)

    def test_one_offer_of_a_deal_is_accepted(self):
        first, second = self._present(), self._present()
        first.action_accept()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env.cr.execute(
                "UPDATE bank_offer SET state = 'accepted' WHERE id = %s", [second.id]
            )

    def test_terms_stand_side_by_side(self):
        self._present()
        self.assertFalse(self.deal.offer_comparison)
        final = self._offer(kind="final", amount=80_000, discount=0.5)
        self.deal.invalidate_recordset()
        rows = {
            row["label"]: row["cells"]
            for row in self.deal.offer_ids.sorted("number")._compare()
        }
        self.assertEqual([changed for _text, changed in rows["Amount"]], [False, True])
        self.assertEqual(
            [changed for _text, changed in rows["Valid Until"]], [False, False]
        )
        self.assertEqual(final.payment, 7_089.2)
        self.assertIn(rows["Monthly Payment"][1][0], self.deal.offer_comparison)
        digits = re.sub(r"\D", "", rows["Monthly Payment"][1][0])
        self.assertEqual(digits, "708920")

    def test_the_payment_is_by_the_formula_of_the_product(self):
        formula = self.env["bank.formula"].create(
            {
                "name": "Interest only",
                "code": "t_interest",
                "model_id": self.env["ir.model"]._get("bank.offer").id,
                "text": "amount * rate / 1200",
            }
        )
        formula.action_put_into_force()
        self.product.payment_formula_id = formula
        offer = self._offer()
        self.assertEqual(offer.payment, 1000)
        self.assertFalse(offer._get_schedule())
        draft = self.env["bank.offer"].with_user(self.manager).new(origin=offer)
        draft.amount = 200_000
        self.assertEqual(draft.payment, 2000)
        offer.discount = 0.5
        self.assertEqual(offer.payment, 958.33)
        offer.action_present()

    def test_a_payment_that_cannot_be_reckoned_is_not_presented(self):
        formula = self.env["bank.formula"].create(
            {
                "name": "By fee",
                "code": "t_by_fee",
                "model_id": self.env["ir.model"]._get("bank.offer").id,
                "text": "amount / fee",
            }
        )
        formula.action_put_into_force()
        self.product.payment_formula_id = formula
        offer = self._offer()
        self.assertEqual(offer.payment, 0)
        with self.assertRaisesRegex(UserError, "cannot be reckoned"):
            offer.action_present()

    def test_a_rate_without_a_product_rate_waits_for_the_head(self):
        self.product.rate = 0
        deal = self._create_deal(amount=100_000, term_months=12, rate=1)
        offer = self._offer(deal)
        with self.assertRaisesRegex(UserError, "no rate of its own"):
            offer.action_present()
        offer.action_ask_approval()
        offer.with_user(self.head).action_approve()
        offer.action_present()

    # What a dishonest employee tries

    def test_the_rate_of_a_deal_is_not_typed(self):
        with self.assertRaisesRegex(UserError, "Make an offer"):
            self.deal.rate = 1
        with self.assertRaisesRegex(UserError, "Make an offer"):
            self._create_deal(rate=1)
        deals = self.env["crm.lead"].with_user(self.manager)
        values = {"type": "opportunity", "name": "x", "partner_id": self.client.id}
        with self.assertRaisesRegex(UserError, "Make an offer"):
            deals.with_context(default_rate=1).create(
                {**values, "product_id": self.product.id}
            )
        self.deal.rate = 12
        offer = self._present(discount=0.5)
        offer.action_accept()
        self.assertEqual(self.deal.rate, 11.5)
        self.deal.write({"rate": 11.5})

    def test_states_are_not_typed(self):
        offers = self.env["bank.offer"].with_user(self.manager)
        for state in ("approved", "presented", "accepted"):
            with self.assertRaises(AccessError):
                self._offer(state=state)
            with self.assertRaises(AccessError):
                self._offer().write({"state": state})
        made = offers.with_context(default_state="accepted").create(
            {"deal_id": self.deal.id}
        )
        self.assertEqual(made.state, "draft")

    def test_what_the_server_sets_is_not_typed(self):
        offer = self._offer(base_rate=1, approved_by_id=self.head.id, number=77)
        self.assertEqual((offer.base_rate, offer.number), (12, 1))
        self.assertFalse(offer.approved_by_id)
        for vals in ({"base_rate": 1}, {"approved_by_id": self.head.id}):
            with self.assertRaises(UserError):
                offer.write(vals)
        with self.assertRaises(UserError):
            offer.write({"rate": 1})
        context = {"default_base_rate": 1, "default_approved_by_id": self.head.id}
        made = offer.with_context(**context).create({"deal_id": self.deal.id})
        self.assertEqual((made.base_rate, made.approved_by_id.id), (12, False))

    def test_an_import_does_not_pass_the_right(self):
        result = (
            self.env["bank.offer"]
            .with_user(self.manager)
            .load(
                ["deal_id/.id", "discount", "state"],
                [[str(self.deal.id), "5", "presented"]],
            )
        )
        self.assertTrue(result["messages"])
        self.assertFalse(self.deal.offer_ids)

    def test_another_branchs_offers_are_out_of_reach(self):
        offer = self._offer().with_user(self.stranger)
        with self.assertRaises(AccessError):
            offer.read(["amount"])
        with self.assertRaises(AccessError):
            offer.action_present()
        with self.assertRaises(AccessError):
            offer.create({"deal_id": self.deal.id})

    def test_who_may_not_change_the_deal_makes_no_offer(self):
        offer = self._offer()
        for user in (self.colleague, self.operator, self.auditor):
            with self.assertRaises(AccessError):
                offer.with_user(user).action_present()
            with self.assertRaises(AccessError):
                offer.with_user(user).create({"deal_id": self.deal.id})
