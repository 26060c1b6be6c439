# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import format_date, formatLang

from odoo.addons.bank_deals.tests.common import DealCommon


class RouteCommon(DealCommon):
    """A route of one underwriter for a kind of document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.underwriter = cls._create_user(
            "underwriter", "bank_approval.group_approval_underwriter", cls.region
        )
        cls.product.write({"rate": 12, "discount_limit": 0.5})
        cls.deal = cls._create_deal(amount=100_000, term_months=12)

    @classmethod
    def _create_route(cls, model, condition="[]"):
        route = cls.env["bank.approval.route"].create(
            {
                "name": model,
                "model_id": cls.env["ir.model"]._get(model).id,
                "condition": condition,
                "step_ids": [
                    Command.create(
                        {
                            "name": "Underwriting",
                            "who": "users",
                            "user_ids": [Command.set(cls.underwriter.ids)],
                        }
                    )
                ],
            }
        )
        route.action_publish()
        return route

    def _decide(self, document, decision="approve"):
        task = document.sudo().approval_id.open_task_ids
        task.with_user(self.underwriter).action_decide(decision, "so")
        document.invalidate_recordset()

    def _offer(self, **values):
        offers = self.env["bank.offer"].with_user(self.manager)
        return offers.create({"deal_id": self.deal.id, **values})


@tagged("post_install", "-at_install")
class TestOfferRoute(RouteCommon):
    """A discount goes along the route that is meant for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route = cls._create_route("bank.offer", "[('discount', '>', 1)]")

    def test_a_route_approves_it_in_place_of_the_head(self):
        offer = self._offer(discount=2)
        offer.action_ask_approval()
        self.assertEqual((offer.state, offer.approval_state), ("waiting", "pending"))
        with self.assertRaises(UserError):
            offer.action_present()
        self._decide(offer)
        self.assertEqual(
            (offer.state, offer.approved_by_id), ("approved", self.underwriter)
        )
        offer.action_present()
        self.assertEqual(offer.state, "presented")
        kinds = [("kind", "=", "offer_approved"), ("res_id", "=", offer.id)]
        self.assertEqual(self.env["bank.decision"].search_count(kinds), 1)

    def test_whoever_decides_reads_dates_as_he_writes_them(self):
        offer = self._offer(discount=2.125, date_valid="2099-12-31")
        offer.action_ask_approval()
        approval = offer.approval_id.with_user(self.underwriter)
        told = [row["value"] for row in approval._tell_matter()]
        self.assertIn(format_date(approval.env, "2099-12-31"), told)
        self.assertNotIn("2099-12-31", told)
        self.assertIn(formatLang(approval.env, 2.125, digits=3), told)

    def test_nobody_approves_past_the_route(self):
        offer = self._offer(discount=2)
        offer.action_ask_approval()
        for user in (self.head, self.manager):
            with self.assertRaises(AccessError):
                offer.with_user(user).action_approve()
            with self.assertRaises(UserError):
                offer.with_user(user).action_return()
        with self.assertRaises(AccessError):
            offer.write({"state": "approved"})
        with self.assertRaises(UserError):
            offer.write({"approval_id": False})

    def test_where_no_route_fits_the_head_approves(self):
        offer = self._offer(discount=0.8)
        offer.action_ask_approval()
        self.assertEqual((offer.state, offer.approval_state), ("waiting", "none"))
        offer.with_user(self.head).action_approve()
        self.assertEqual(offer.approved_by_id, self.head)

    def test_a_refused_one_is_a_draft_again(self):
        offer = self._offer(discount=2)
        offer.action_ask_approval()
        self._decide(offer, "reject")
        self.assertEqual((offer.state, offer.approval_state), ("draft", "rejected"))
        with self.assertRaises(UserError):
            offer.action_present()
        offer.discount = 1.5
        offer.action_ask_approval()
        self._decide(offer)
        self.assertEqual(offer.state, "approved")

    def test_a_returned_one_is_mended_and_sent_again(self):
        offer = self._offer(discount=2)
        offer.action_ask_approval()
        self._decide(offer, "return")
        self.assertEqual((offer.state, offer.approval_state), ("draft", "returned"))
        with self.assertRaises(UserError):
            offer.action_present()
        offer.discount = 1.8
        approval = offer.sudo().approval_id.with_user(self.manager)
        approval.action_resubmit()
        offer.invalidate_recordset()
        self.assertEqual(offer.state, "waiting")
        self._decide(offer)
        self.assertEqual(offer.state, "approved")

    def test_whoever_is_asked_reads_the_offer_of_another_branch(self):
        outside = self._create_user(
            "outside", "bank_approval.group_approval_underwriter", self.other_branch
        )
        self.route.action_retire()
        draft = self.route.browse(self.route.action_new_version()["res_id"])
        draft.step_ids.user_ids = [Command.set(outside.ids)]
        draft.action_publish()
        offer = self._offer(discount=2)
        theirs = offer.with_user(outside)
        self.assertFalse(theirs.has_access("read"))
        offer.action_ask_approval()
        self.assertEqual(theirs.search([("id", "=", offer.id)]), theirs)
        # the whole of it, also what is reckoned from the deal
        self.assertTrue(theirs.read(list(theirs.fields_get())))
        self.assertFalse(theirs.has_access("write"))
        task = offer.sudo().approval_id.open_task_ids
        task.with_user(outside).action_decide("approve", "so")
        offer.invalidate_recordset()
        self.assertEqual(offer.state, "approved")
        self.assertFalse(theirs.has_access("read"))

    def test_whoever_sells_the_deal_decides_nothing(self):
        self.route.action_retire()
        draft = self.route.browse(self.route.action_new_version()["res_id"])
        draft.step_ids.user_ids = [Command.set(self.manager.ids)]
        draft.action_publish()
        with self.assertRaisesRegex(UserError, "begun the matter"):
            self._offer(discount=2).action_ask_approval()


@tagged("post_install", "-at_install")
class TestDealRoute(RouteCommon):
    """A deal is approved on its terms; a gate asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_route("crm.lead")
        check = cls.env["bank.check"].create(
            {
                "name": "Approved",
                "kind": "approval",
                "model_id": cls.env["ir.model"]._get("crm.lead").id,
            }
        )
        cls._start_process(check)
        cls.gated = cls._create_deal(amount=50_000, term_months=6)

    def test_a_stage_takes_only_what_is_approved(self):
        deal = self.gated
        with self.assertRaisesRegex(UserError, "not approved"):
            deal.action_next_stage()
        deal.action_request_approval()
        with self.assertRaisesRegex(UserError, "being approved"):
            deal.amount = 60_000
        self._decide(deal)
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")

    def test_other_terms_are_not_what_was_approved(self):
        deal = self.gated
        deal.action_request_approval()
        self._decide(deal)
        deal.amount = 60_000
        self.assertEqual(deal.approval_state, "lapsed")
        with self.assertRaises(UserError):
            deal.action_next_stage()

    def test_a_stranger_sends_nothing(self):
        with self.assertRaises(AccessError):
            self.gated.with_user(self.underwriter).action_request_approval()
        with self.assertRaises(AccessError):
            self.gated.write({"approval_id": 1})
