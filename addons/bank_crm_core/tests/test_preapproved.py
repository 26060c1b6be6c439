# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-01")
class TestPreapproved(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.source_key = "C0"
        cls.other_client.source_key = "C9"
        cls.offers = cls.env["bank.preapproved.offer"]

    def _prepare_row(self, key="P1", **values):
        return {
            "source_key": key,
            "partner": "C0",
            "product": self.product.code,
            "currency": self.env.company.currency_id.name,
            "amount_limit": 300000,
            "rate": 12.5,
            "date_end": "2026-12-31",
            **values,
        }

    def test_the_feed_brings_them_once(self):
        rows = [
            self._prepare_row(),
            self._prepare_row("P2", product="nothing"),
            self._prepare_row("P3", date_end=None),
            self._prepare_row("P4", date_start="2027-01-01"),
        ]
        report = self.offers._upsert(rows)
        self.assertEqual((report["created"], report["updated"]), (1, 0))
        refused = [row["source_key"] for row in report["refused"]]
        self.assertEqual(sorted(refused), ["P2", "P3", "P4"])
        self.assertEqual(self.offers._upsert(rows[:1])["unchanged"], 1)
        report = self.offers._upsert([self._prepare_row(amount_limit=1)])
        self.assertEqual(report["updated"], 1)
        self.assertEqual(self.client.card_preapproved_ids.amount_limit, 1)

    def test_a_fed_row_is_what_the_orm_makes(self):
        self.offers._upsert([self._prepare_row()])
        fed = self.offers.search([("source_key", "=", "P1")])
        made = self.offers.create(
            {
                "partner_id": self.client.id,
                "product_id": self.product.id,
                "amount_limit": 300000,
                "rate": 12.5,
                "date_end": "2026-12-31",
            }
        )
        names = ["branch_id", "currency_id", "source", "term_months", "is_withdrawn"]
        self.assertEqual(
            fed.read(names)[0] | {"id": 0}, made.read(names)[0] | {"id": 0}
        )
        self.assertEqual(fed.branch_id, self.branch)

    def test_the_card_shows_what_holds_today(self):
        self.offers._upsert(
            [
                self._prepare_row("today", date_end="2026-07-01"),
                self._prepare_row("past", date_end="2026-06-30"),
                self._prepare_row("soon", date_start="2026-07-02"),
                self._prepare_row("back", is_withdrawn=True),
                self._prepare_row("other", partner="C9"),
            ]
        )
        client = self.client.with_user(self.manager)
        self.assertEqual(client.card_preapproved_ids.source_key, "today")
        found = self.offers.search(
            [("partner_id", "=", client.id), *self.offers._get_valid_domain()]
        )
        self.assertEqual(found, client.card_preapproved_ids)

    def test_nobody_approves_by_hand(self):
        self.offers._upsert([self._prepare_row()])
        offer = self.client.card_preapproved_ids
        # even where a bank's own access list is too wide
        self.env["ir.model.access"].create(
            {
                "name": "wide",
                "model_id": self.env["ir.model"]._get_id("bank.preapproved.offer"),
                "group_id": self.env.ref("bank_crm_core.group_crm_manager").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
            }
        )
        values = {
            "partner_id": self.client.id,
            "product_id": self.product.id,
            "date_end": "2026-12-31",
        }
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                self.offers.with_user(user).create(values)
            with self.assertRaises(AccessError):
                offer.with_user(user).amount_limit = 9_000_000
            with self.assertRaises(AccessError):
                self.offers.with_user(user)._upsert([self._prepare_row("X")])

    def test_offers_stand_behind_the_wall(self):
        self.offers._upsert([self._prepare_row()])
        offer = self.client.card_preapproved_ids
        self.assertFalse(offer.with_user(self.stranger).has_access("read"))
        self.assertFalse(offer.with_user(self.employee).has_access("read"))
        self.client.write(
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
        )
        self.assertTrue(offer.with_user(self.stranger).has_access("read"))
        self.assertFalse(offer.with_user(self.manager).has_access("read"))
