# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_companies import INNS, LICENCE_DAYS

from .common import make_folder


@tagged("post_install", "-at_install")
class TestCompanies(TransactionCase):
    """What registers know of the holding of the demo manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        cls.folder = make_folder(cls)
        cls.importer._import_folder(cls.folder)
        found = cls.env["res.partner"].search([("inn", "in", [*INNS.values()])])
        cards = {card.inn: card for card in found}
        cls.cards = {key: cards[inn] for key, inn in INNS.items()}

    def test_a_licence_runs_out_and_two_numbers_are_known(self):
        licence = self.cards["mill"].licence_ids
        left = licence.date_end - fields.Date.today()
        self.assertLessEqual(abs(left.days - LICENCE_DAYS), 1)
        self.assertEqual(licence.state, "good")
        codes = self.cards["head"].identifier_ids.type_id.mapped("code")
        self.assertEqual(sorted(codes), ["customs", "lei"])

    def test_the_register_of_shareholders_is_not_the_whole(self):
        head = self.cards["head"].with_user(self.cards["head"].manager_id)
        values = head._find_shareholders()[head.id]
        self.assertEqual(values["total"], "70")
        self.assertIn("30", values["remark"])

    def test_one_run_has_filled_in_the_cards(self):
        run = self.env["bank.enrichment.log"].search(
            [("partner_id", "=", self.cards["head"].id)]
        )
        run = run.run_id
        self.assertEqual((run.state, run.user_id.login), ("done", "steward"))
        self.assertEqual((run.read_count, run.changed_count), (3, 3))
        self.assertEqual(self.cards["head"].kpp, "000101001")
        self.assertFalse(self.cards["mill"].email)
        self.assertFalse(self.cards["shop"].date_founded)

    def test_loans_have_their_computed_attribute(self):
        loan = self.env["bank.agreement"].search(
            [("source_key", "=", "berka-loan-901001")]
        )
        value = loan.computed_value_ids.filtered(
            lambda row: row.attribute_id.code == "loan_principal_month"
        )
        self.assertEqual(value.number, 8033)
        self.assertEqual(value.currency_id, loan.currency_id)

    def test_once_more_adds_nothing(self):
        self.importer._import_folder(self.folder, again=True)
        self.assertEqual(len(self.cards["mill"].licence_ids), 1)
        runs = self.env["bank.enrichment.run"].search(
            [("user_id.login", "=", "steward")]
        )
        self.assertEqual(len(runs), 1)
