# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_profile import PROFILES

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestProfiles(TransactionCase):
    """Who the clients of the demo manager's deals are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        people = [f'{900001 + place};"706213";1' for place in range(20)]
        cls.folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer._import_folder(cls.folder)
        keys = [f"berka-client-{number}" for number in range(900002, 900012, 2)]
        cls.clients = cls.env["res.partner"].search(
            [("source_key", "in", keys)], order="source_key"
        )
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])

    def test_papers_run_out_have_expired_and_are_missing(self):
        states = [client.card_identity_ids.state for client in self.clients]
        self.assertEqual(states, ["valid", "expiring", "expired", "valid", False])
        document = self.clients[0].card_identity_ids
        self.assertEqual(document.verified_by_id, self.manager)
        self.assertEqual(document.number_masked[-3:], "002")

    def test_address_and_income_are_those_of_the_district(self):
        for client in self.clients:
            self.assertEqual(client.city, "Hl.m. Praha")
            self.assertEqual(client.income_ids.amount, 12541)

    def test_reviews_are_concluded_by_somebody_else(self):
        ratings = [client.risk_rating or None for client in self.clients]
        self.assertEqual(ratings, [profile.rating for profile in PROFILES])
        reviewers = self.clients.kyc_review_ids.reviewer_id.mapped("login")
        self.assertEqual(reviewers, ["reviewer"])

    def test_once_more_adds_nothing(self):
        counts = [len(client.income_ids) for client in self.clients]
        self.importer._import_folder(self.folder, again=True)
        self.clients.invalidate_recordset()
        self.assertEqual([len(client.income_ids) for client in self.clients], counts)
        self.assertEqual(len(self.clients.kyc_review_ids), 3)
