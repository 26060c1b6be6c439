# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestReferralDeal(DealCommon):
    """An accepted referral becomes a deal; a deal that is won counts for who passed on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Loans",
                "member_ids": [
                    Command.create({"user_id": user.id})
                    for user in (cls.manager, cls.stranger, cls.employee)
                ],
            }
        )
        cls.category.referral_queue_id = cls.queue

    def _refer(self, **values):
        dialogs = self.env["bank.referral.add"].with_user(self.colleague)
        values = {"partner_id": self.client.id, **values}
        dialogs.create({"category_id": self.category.id, **values}).action_refer()
        return self.env["bank.referral"].search([], limit=1, order="id desc")

    def test_a_department_is_asked_about_a_deal(self):
        deal = self._create_deal()
        action = deal.action_ask_department()
        self.assertEqual(action["context"]["default_res_model"], "crm.lead")
        values = {
            name.removeprefix("default_"): value
            for name, value in action["context"].items()
        }
        request = (
            self.env["bank.request"]
            .with_user(self.manager)
            .create({**values, "subject": "Invoice", "queue_id": self.queue.id})
        )
        self.assertEqual(request.sudo().partner_id, self.client)
        request.with_user(self.stranger).action_take()
        self.assertTrue(deal.with_user(self.stranger).has_access("read"))

    def test_accepted_it_is_a_deal(self):
        referral = self._refer(note="Wants a car").with_user(self.manager)
        referral.action_take()
        action = referral.action_accept()
        deal = referral.sudo().deal_id
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", deal.id))
        self.assertEqual(deal.partner_id, self.client)
        self.assertEqual(deal.user_id, self.manager)
        # the category has but one product
        self.assertEqual(deal.product_id, self.product)
        self.assertIn("Wants a car", deal.description)
        # each shows the other
        self.assertEqual(deal.with_user(self.manager).begun_from, referral)

    def test_a_won_deal_counts_for_who_passed_it_on(self):
        referral = self._refer().with_user(self.manager)
        referral.action_take()
        referral.action_accept()
        states = self.env["bank.referral.state"].with_user(self.colleague)
        state = states.search([("id", "=", referral.id)])
        self.assertEqual(state.won_count, 0)
        self._win(referral.sudo().deal_id.with_user(self.manager))
        self.env.invalidate_all()
        self.assertEqual(state.won_count, 1)

    def test_nobody_sells_on_a_card_that_a_task_has_lent(self):
        referral = self._refer()
        for user in (self.stranger, self.employee):
            referral.with_user(user).action_take()
            with self.assertRaises(AccessError):
                referral.with_user(user).action_accept()
            self.assertEqual(referral.state, "taken")
            referral.with_user(user).action_put_back()

    def test_a_prospect_becomes_a_deal_without_a_client(self):
        referral = self._refer(partner_id=False, name="Новый", phone="8 916 123-45-67")
        referral.with_user(self.manager).action_take()
        referral.with_user(self.manager).action_accept()
        deal = referral.deal_id
        self.assertEqual((deal.contact_name, deal.partner_id.id), ("Новый", False))
