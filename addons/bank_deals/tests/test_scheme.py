# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestOfferScheme(DealCommon):
    """A business administrator says how offers live."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.rate = 12
        cls.deal = cls._create_deal(amount=100_000, term_months=12)
        cls.steps = cls.env["bank.offer.step"].with_user(cls.administrator)

    def _offer(self, deal=None, **values):
        offers = self.env["bank.offer"].with_user(self.manager)
        return offers.create({"deal_id": (deal or self.deal).id, **values})

    def _step(self, **values):
        return self.steps.create({"name": "Ask the head first", **values})

    def test_every_final_offer_is_approved_first(self):
        self._step(target="presented", origin="draft", kind="final", is_closed=True)
        self._offer(kind="preliminary").action_present()
        offer = self._offer(kind="final")
        with self.assertRaisesRegex(UserError, "Ask the head first"):
            offer.action_present()
        offer.action_ask_approval()
        offer.with_user(self.head).action_approve()
        offer.action_present()
        self.assertEqual(offer.state, "presented")

    def test_checks_of_the_bank_are_asked(self):
        check = self.env["bank.check"].create(
            {
                "name": "Fee",
                "model_id": self.env["ir.model"]._get("bank.offer").id,
                "domain": "[('fee', '>', 0)]",
                "reason": "No fee is named",
            }
        )
        self._step(name="Name the fee", check_ids=[Command.set(check.ids)])
        with self.assertRaisesRegex(UserError, "Name the fee: No fee is named"):
            self._offer().action_present()
        self._offer(fee=100).action_present()

    def test_only_some_take_the_step(self):
        group = self.env.ref("bank_crm_core.group_crm_head")
        self._step(target="accepted", group_ids=[Command.set(group.ids)])
        offer = self._offer()
        offer.action_present()
        with self.assertRaises(UserError):
            offer.action_accept()
        offer.sudo()._answer_by_link(True)
        self.assertEqual(offer.state, "accepted", "the client answers for himself")

    def test_other_products_live_as_before(self):
        other = self.env["bank.product.category"].create({"name": "O", "code": "t_o"})
        self._step(is_closed=True, product_category_id=other.id)
        self._offer().action_present()

    def test_a_line_that_is_put_away_stops_nothing(self):
        self._step(is_closed=True).active = False
        self._offer().action_present()

    def test_a_line_opens_no_step(self):
        offer = self._offer()
        with self.assertRaises(UserError):
            offer.action_accept()
        self._step(target="accepted", origin="draft")
        with self.assertRaises(UserError):
            offer.action_accept()

    def test_the_scheme_is_the_administrators_and_logged(self):
        step = self._step(is_closed=True)
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                step.with_user(user).active = False
        before = self.env["bank.decision"].search_count([("kind", "=", "config")])
        step.is_closed = False
        after = self.env["bank.decision"].search_count([("kind", "=", "config")])
        self.assertEqual(after, before + 1)
