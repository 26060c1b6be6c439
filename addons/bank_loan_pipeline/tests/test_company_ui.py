# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.bank_indicators.tests.test_statement import StatementCommon

from .test_structure import StructureCommon
from .test_ui import ADDONS


@tagged("post_install", "-at_install")
class TestCompanyLoanTour(StructureCommon, TourCase):
    """Journey 3: a company asks for a loan, from its books to the memo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.coverage_min = 100
        cls.factory = cls._create_client(
            "Завод", client_kind="company", manager_id=cls.manager.id
        )
        cls._create_agreement(cls.colleague_client, balance=20_000)
        deal = cls._create_deal(
            partner_id=cls.factory.id, amount=300_000, term_months=24
        )
        cls.loan = cls._create_application(deal)
        cls.env["ir.attachment"].with_user(cls.manager).create(
            {"name": "forms.xlsx", "datas": StatementCommon._make_file()}
        )

    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_document", "bank_collateral", "bank_indicators")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        (self.manager | self.underwriter).lang = "ru_RU"

    def test_from_the_books_to_a_decided_memo_in_russian(self):
        self._speak_russian()
        self.start_tour(
            "/odoo/bank-statements/new",
            "bank_company_loan_tour",
            login=self.manager.login,
            timeout=400,
        )
        loan = self.loan
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(loan.statement_ids.partner_id, self.factory)
        liable = {row.partner_id: row.is_liable for row in loan.party_ids}
        self.assertEqual(
            liable,
            {self.factory: True, self.colleague_client: True, self.client: False},
        )
        self.assertEqual(loan.coverage, 133.33)
        memo = loan.memo_id
        self.assertEqual(memo.state, "frozen")
        self.assertTrue(memo.is_intact)
        self.assertIn("Выдать под залог", str(memo.content))
