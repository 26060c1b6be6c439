# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestOfferCard(DealCommon):
    """What a client is offered stands on his card until he has answered no."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "discount_limit": 1})
        cls.deal = cls._create_deal(amount=100_000, term_months=12)
        offers = cls.env["bank.offer"].with_user(cls.manager)
        cls.offer = offers.create({"deal_id": cls.deal.id, "discount": 0.5})

    def _read(self, user=None, client=None):
        self.env.invalidate_all()
        card = (client or self.client).with_user(user or self.manager)
        sections = {row["code"]: row for row in card.card_sections or []}
        return card.card_offer_ids, sections.get("offers")

    def test_an_open_offer_is_named_with_its_terms(self):
        offers, section = self._read()
        self.assertEqual(offers, self.offer)
        [figure] = section["figures"]
        self.assertEqual(figure["label"], self.product.display_name)
        self.assertIn("100", figure["value"])
        self.assertIn("11.5 %, until", figure["unit"])
        action = section["action"]
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, self.offer)

    def test_what_was_declined_is_gone(self):
        self.offer.action_present()
        self.assertTrue(self._read()[1])
        self.offer.objection = "Too dear"
        self.offer.action_decline()
        self.assertEqual(self._read(), (self.env["bank.offer"], None))

    def test_with_its_deal_an_offer_leaves_the_card(self):
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertEqual(self._read(), (self.env["bank.offer"], None))

    def test_clients_without_offers_have_no_section(self):
        self.assertIsNone(self._read(client=self.colleague_client)[1])

    def test_the_card_asks_nothing_more_for_a_client_without_offers(self):
        client = self.colleague_client.with_user(self.manager)
        counts = []
        for _turn in range(2):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertFalse(client.card_offer_ids)
            counts.append(self.cr.sql_log_count - before)
            before = self.cr.sql_log_count
            client._get_offer_section(client)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[3], 0)
