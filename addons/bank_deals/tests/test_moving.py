# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestMoving(DealCommon):
    """Where a stage says so, the system moves the deal itself (DEAL-67)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.moving = cls.process.copy(
            {"product_category_ids": [Command.set(cls.category.ids)]}
        )
        stages = cls.moving._get_stages()
        cls.first, cls.terms, cls.last, cls.won = stages
        cls.terms.moves_on = True
        cls.moving.action_publish()

    def _arrive(self, **values):
        """Put a deal on the stage that it leaves by itself."""
        deal = self._create_deal(**values)
        deal.action_next_stage()
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, self.terms)
        return deal

    def test_agreed_terms_move_the_deal_on_for_its_manager(self):
        deal = self._arrive()
        self.assertIn("by itself", deal.gate_hint)
        deal.with_user(self.head).write({"amount": 100_000, "term_months": 12})
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, self.last)
        run = self.env["bank.stage.run"].search(
            [("kind", "=", "move"), ("deal_id", "=", deal.id)]
        )
        self.assertEqual((run.user_id, run.outcome), (self.manager, "done"))
        self.assertEqual(deal.activity_ids.user_id, self.manager, "work of the stage")
        told = deal.sudo().message_ids.filtered("tracking_value_ids")
        told = told.filtered(lambda message: "by itself" in (message.body or ""))
        self.assertEqual(told.author_id, self.env.ref("base.partner_root"))
        self.assertIn(self.manager.name, told.body)

    def test_a_deal_is_never_won_by_itself(self):
        draft = self.process.copy()
        draft._get_stages()[2].moves_on = True
        with self.assertRaisesRegex(UserError, "somebody answers for that"):
            draft.action_publish()
        self.env.cr.execute(
            "UPDATE crm_stage SET moves_on = TRUE WHERE id = %s", [self.last.id]
        )
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        deal = self._create_deal()
        deal.action_next_stage()
        deal.write({"amount": 100_000, "term_months": 12})
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, self.last)
        deal.activity_ids.action_feedback()
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, self.last)
        self.assertFalse(deal.get_blocking_checks())

    def test_a_closed_deal_stays(self):
        deal = self._arrive()
        deal.action_set_lost(lost_reason_id=self.reason.id)
        deal.with_context(active_test=False).sudo().write(
            {"term_months": 12, "amount": 5}
        )
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, self.terms)

    def test_a_manager_does_not_make_his_stage_let_him_pass(self):
        deal = self._arrive()
        with self.assertRaises(AccessError):
            self.moving.copy().stage_ids[0].with_user(self.manager).moves_on = True
        with self.assertRaises(AccessError):
            deal.env["bank.stage.run"].create(
                {"res_model": "crm.lead", "res_id": deal.id, "kind": "move"}
            )
        with self.assertRaises(UserError):
            deal.with_context(bank_gate_by_itself=True).stage_id = self.last
        self.assertEqual(deal.stage_id, self.terms)

    def test_an_accepted_offer_moves_the_deal_on(self):
        draft = self.moving.copy(
            {"product_category_ids": [Command.set(self.category.ids)]}
        )
        terms = draft._get_stages()[1]
        terms.check_exit_ids = self.env.ref("bank_deals.bank_check_offer")
        self.moving.action_retire()
        draft.action_publish()
        self.product.write({"rate": 12, "needs_offer": True})
        deal = self._create_deal(amount=100_000, term_months=12)
        deal.action_next_stage()
        deal.action_new_offer()
        deal.offer_ids.kind = "final"
        deal.offer_ids.action_present()
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, terms)
        deal.offer_ids.action_accept()
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, draft._get_stages()[2])
