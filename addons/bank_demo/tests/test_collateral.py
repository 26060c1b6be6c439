# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_collateral import KEY, THINGS
from odoo.addons.bank_demo.models.bank_demo_companies import INNS

from .common import make_folder


@tagged("post_install", "-at_install")
class TestCollateral(TransactionCase):
    """What the holding pledges, and what its mill asks the bank for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        cls.folder = make_folder(cls)
        cls.importer._import_folder(cls.folder)
        cls.agreement = cls.env["bank.agreement"].search([("source_key", "=", KEY)])
        found = cls.env["res.partner"].search([("inn", "in", [*INNS.values()])])
        cards = {card.inn: card for card in found}
        cls.cards = {key: cards[inn] for key, inn in INNS.items()}
        cls.application = cls.env["bank.application"].search(
            [("partner_id", "=", cls.cards["mill"].id)]
        )

    def _find_things(self):
        cards = self.cards["mill"] | self.cards["shop"]
        return self.env["bank.collateral"].search([("partner_id", "in", cards.ids)])

    def test_an_old_valuation_leaves_the_loan_uncovered(self):
        pledge = self.agreement.pledge_ids
        self.assertEqual(pledge.state, "active")
        self.assertEqual(pledge.registered_by_id.login, "collateral")
        # 1,400,000 less 20 % of the kind and 5 % of each of four months
        self.assertEqual(pledge.value, 840_000)
        self.assertTrue(pledge.collateral_id.is_stale)
        self.assertFalse(pledge.collateral_id.is_uninsured)
        self.assertEqual(self.agreement.coverage_shortfall, 60_000)

    def test_the_mill_is_asked_to_have_its_truck_valued(self):
        self.assertEqual(set(self.application.pledge_ids.mapped("state")), {"draft"})
        # 900,000 less 40 %; the truck counts for nothing
        self.assertEqual(self.application.coverage_value, 540_000)
        self.assertFalse(self.application.coverage_shortfall)
        truck = self.application.pledge_ids.collateral_id.filtered(
            lambda row: row.number == THINGS["truck"].number
        )
        self.assertIn(truck.name, self.application.coverage_note)

    def test_two_years_of_the_mill_stand_behind_its_application(self):
        statements = self.application.statement_ids
        self.assertEqual(statements.mapped("state"), ["locked"] * 4)
        self.assertFalse(any(statements.mapped("problems")))
        own = statements.filtered(lambda row: row.partner_id == self.cards["mill"])
        latest = own.sorted("date_end")[-1]
        values = {
            row.indicator_id.code: row.value if row.has_value else None
            for row in latest.value_ids
        }
        self.assertEqual(values["current_ratio"], 1.13)
        self.assertEqual(values["revenue_growth"], 15.5)
        self.assertNotIn(None, values.values())

    def test_the_holding_vouches_for_a_part(self):
        roles = {
            party.partner_id: (party.role, party.liability_limit)
            for party in self.application.party_ids
        }
        self.assertEqual(
            roles,
            {
                self.cards["mill"]: ("borrower", 0),
                self.cards["head"]: ("guarantor", 300_000),
                self.cards["shop"]: ("related", 0),
            },
        )

    def test_once_more_adds_nothing(self):
        self.importer._import_folder(self.folder, again=True)
        self.assertEqual(len(self._find_things()), len(THINGS))
        statements = [("partner_id", "=", self.cards["mill"].id)]
        self.assertEqual(self.env["bank.statement"].search_count(statements), 2)
