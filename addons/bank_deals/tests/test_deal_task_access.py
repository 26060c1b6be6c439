# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealTaskAccess(DealCommon):
    def _plan(self, by, user, deal):
        activity = self.env["mail.activity"].with_user(by)
        return activity.create(
            {
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": deal.id,
                "user_id": user.id,
                "summary": "Give an opinion",
            }
        )

    def test_a_task_on_a_deal_opens_it_and_its_client_for_reading(self):
        deal = self._create_deal()
        theirs = deal.with_user(self.stranger)
        client = self.client.with_user(self.stranger)
        self.assertFalse(theirs.has_access("read"))
        task = self._plan(self.manager, self.stranger, deal)
        self.assertTrue(theirs.has_access("read"))
        self.assertTrue(client.has_access("read"))
        self.assertEqual(theirs.search([("id", "=", deal.id)]), theirs)
        self.assertFalse(theirs.has_access("write"))
        self.assertFalse(theirs.has_access("unlink"))
        self.assertFalse(client.has_access("write"))
        task.with_user(self.stranger).action_done()
        self.assertFalse(theirs.has_access("read"))
        self.assertFalse(client.has_access("read"))

    def test_nobody_lets_himself_in(self):
        deal = self._create_deal()
        with self.assertRaises(AccessError):
            self._plan(self.stranger, self.stranger, deal)

    def test_a_task_on_a_deal_opens_its_offers_and_facilities_for_reading(self):
        deal = self._create_deal(amount=100_000, term_months=12)
        offer = deal.env["bank.offer"].create({"deal_id": deal.id})
        facility = deal.env["bank.deal.facility"].create(
            {
                "deal_id": deal.id,
                "product_id": self.product.id,
                "amount": 50_000,
                "term_months": 6,
            }
        )
        rows = [row.with_user(self.stranger) for row in (offer, facility)]
        for row in rows:
            self.assertFalse(row.has_access("read"))
            self.assertFalse(row.search([("id", "=", row.id)]))
        task = self._plan(self.manager, self.stranger, deal)
        theirs = deal.with_user(self.stranger)
        self.assertEqual((theirs.offer_ids, theirs.facility_ids), tuple(rows))
        for row in rows:
            self.assertEqual(row.search([("id", "=", row.id)]), row)
            self.assertTrue(row.read()[0]["amount"])
            self.assertFalse(row.has_access("write"))
            self.assertFalse(row.has_access("unlink"))
            with self.assertRaises(AccessError):
                row.create({"deal_id": deal.id, "product_id": self.product.id})
        with self.assertRaises(AccessError):
            rows[0].action_ask_approval()
        task.with_user(self.stranger).action_done()
        for row in rows:
            self.assertFalse(row.has_access("read"))
