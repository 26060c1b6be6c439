# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealTour(DealCommon, TourCase):
    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = self.head.lang = self.client.lang = "ru_RU"

    def _tour(self, name, user, url="/odoo/bank-deals"):
        self.start_tour(url, name, login=user.login, timeout=180)

    def _open_by_the_link(self, offer, tour):
        """The client opens his letter and answers on the page."""
        mail = self.env["mail.mail"].search(
            [("model", "=", "bank.offer"), ("res_id", "=", offer.id)]
        )
        self.assertIn("Здравствуйте", mail.body_html)
        link = mail.body_html.split("/bank/offer/")[1].split('"')[0]
        self.start_tour(f"/bank/offer/{link}", tour)

    def test_an_offer_is_approved_sent_and_answered_by_the_link_in_russian(self):
        """Journey 4: two offers, an objection to the first, the second is accepted."""
        self._speak_russian()
        self.product.write({"rate": 12, "discount_limit": 0.5})
        self.client.email = "client@example.com"
        deal = self._create_deal(amount=100_000, term_months=12)
        self._tour("bank_offer_tour", self.manager)
        offer = deal.offer_ids
        self.assertEqual(offer.state, "waiting")
        self._tour("bank_offer_approve_tour", self.head)
        self.assertEqual(offer.approved_by_id, self.head)
        self._tour(
            "bank_offer_send_tour", self.manager, f"/odoo/bank-offers/{offer.id}"
        )
        self._open_by_the_link(offer, "bank_offer_objection_tour")
        self.assertEqual((offer.state, offer.answered_in), ("declined", "link"))
        self._tour("bank_offer_final_tour", self.manager)
        final = deal.offer_ids - offer
        self._open_by_the_link(final, "bank_offer_page_tour")
        self.assertEqual((final.kind, final.state), ("final", "accepted"))
        self.assertEqual((deal.rate, deal.term_months), (11.5, 24))
        self._tour("bank_offer_history_tour", self.manager)

    def test_a_blocked_deal_proposes_terms_in_russian(self):
        self._speak_russian()
        self.product.write({"rate": 12, "term_max": 84})
        self.env["bank.attribute"].create(
            {
                "name": "Залог",
                "code": "t_pledge",
                "category_id": self.category.id,
                "kind": "number",
                "is_term": True,
            }
        )
        check = self.env["bank.check"].create(
            {
                "name": "Платёж великоват",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "domain": "['|', '|', ('amount', '<=', 360000), "
                "('term_months', '>=', 42), "
                "('attribute_values.t_pledge', '>=', 1900000)]",
            }
        )
        self._start_process(check)
        deal = self._create_deal(
            amount=400_000, term_months=36, attribute_values={"t_pledge": 1_000_000}
        )
        deal.action_new_offer()
        self.start_tour(
            "/odoo/bank-deals", "bank_proposal_tour", login=self.manager.login
        )
        self.assertEqual((deal.amount, deal.term_months), (400_000, 42))
        self.assertEqual(deal.offer_ids.term_months, 42)
        self.assertFalse(deal.get_blocking_checks())

    def test_from_the_card_to_a_won_deal_in_russian(self):
        self._speak_russian()
        self.start_tour(
            "/odoo/bank-clients", "bank_deal_tour", login=self.manager.login
        )
        deal = self.env["crm.lead"].search([("partner_id", "=", self.client.id)])
        self.assertEqual(deal.won_status, "won")
        self.assertEqual(deal.agreement_ids.amount, 100_000)
        self.assertTrue(
            self.env["bank.decision"].search_count(
                [("kind", "=", "deal_won"), ("res_id", "=", deal.id)]
            )
        )
