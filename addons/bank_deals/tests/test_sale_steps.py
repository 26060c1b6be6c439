# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestSaleSteps(DealCommon):
    """The shipped draft of a sale by steps: each plans its tasks and waits for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whoever has put it into force in the demonstration has his own version
        shipped = cls.env.ref("bank_deals.bank_process_steps")
        cls.steps = shipped.copy(
            {"product_category_ids": [Command.set(cls.category.ids)]}
        )
        cls.steps.action_publish()
        cls.product.rate = 12

    def _kinds(self, deal):
        names = ("need", "about", "check_client", "parameters", "terms")
        kinds = {
            self.env.ref(f"bank_deals.mail_activity_type_{name}"): name
            for name in names
        }
        return sorted(kinds[task.activity_type_id] for task in deal.activity_ids)

    def test_it_is_shipped_as_a_draft(self):
        shipped = self.env.ref("bank_deals.bank_process_steps")
        if shipped.state == "draft":
            plain = self._create_product(name="Plain", category_id=self._category().id)
            deal = self._create_deal(product_id=plain.id)
            self.assertNotEqual(deal.process_id, shipped)
        self.assertFalse(shipped._get_publish_blocker())

    def _category(self):
        values = {"name": "Plain", "code": "t_plain"}
        return self.env["bank.product.category"].create(values)

    def test_a_sale_walks_through_its_steps(self):
        deal = self._create_deal()
        self.assertEqual(deal.process_id, self.steps)
        deal.action_next_stage()
        self.assertEqual(self._kinds(deal), ["about", "need"])
        with self.assertRaises(UserError):
            deal.action_next_stage()
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(self._kinds(deal), ["check_client"])
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(self._kinds(deal), ["parameters"])
        deal.write({"amount": 100_000, "term_months": 12})
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(self._kinds(deal), ["terms"])
        self._accept(deal)
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")

    def _accept(self, deal):
        offers = self.env["bank.offer"].with_user(self.manager)
        for kind in ("preliminary", "final"):
            offer = offers.create({"deal_id": deal.id, "kind": kind})
            offer.action_present()
        offer.action_accept()
