# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_identity import IdentityCommon
from .test_ui import speak_russian


@tagged("post_install", "-at_install")
class TestIdentityTour(IdentityCommon, TourCase):
    def test_a_deposit_begins_with_who_sits_there_in_russian(self):
        speak_russian(self.manager)
        self.start_tour(
            f"/odoo/action-bank_deals.crm_lead_action_deals/{self.deposit.id}",
            "bank_identity_tour",
            login=self.manager.login,
            timeout=200,
        )
        self.assertEqual(self.deposit.identity_verdict, "confirmed")
        application = self.deposit.application_ids
        self.assertEqual(
            application.process_id,
            self.env.ref("bank_loan_pipeline.bank_application_process_deposit_person"),
        )
        self.assertFalse(application._get_next_stage())


@tagged("post_install", "-at_install")
class TestLoanVisitTour(IdentityCommon, TourCase):
    """Journey 1: a client comes to a branch for a loan."""

    def _ask_who_it_is(self):
        """The shipped process of loans, put into force with identity first."""
        processes = self.env["bank.application.process"]
        process = processes._find_for(self.product, self.client).copy()
        process.identity_first = True
        process.action_publish()
        self.assertEqual(processes._find_for(self.product, self.client), process)
        return process

    def test_a_client_asks_for_a_loan_in_russian(self):
        speak_russian(self.manager)
        process = self._ask_who_it_is()
        self.env["bank.product"].search([("id", "!=", self.product.id)]).active = False
        self._create_product(name="Cheap", code="t_cheap", rate=15, day_count="30/360")
        self._create_product(name="Small", code="t_small", rate=10, amount_max=50_000)
        self.start_tour(
            f"/odoo/action-bank_deals.crm_lead_action_deals/{self.deal.id}",
            "bank_loan_visit_tour",
            login=self.manager.login,
            timeout=240,
        )
        application = self.deal.application_ids
        self.assertEqual(application.process_id, process)
        self.assertEqual(application.product_id.name, "Cheap")
        self.assertEqual((application.amount, application.term_months), (300_000, 24))
        self.assertEqual(application.income_month, 100_000)
        self.assertEqual(application.approval_state, "pending")
        self._check_the_log()

    def _check_the_log(self):
        """Both verdicts stay, the first one with its reason as a hash."""
        rows = self.env["bank.decision"].search(
            [("kind", "=", "identity"), ("res_id", "=", self.deal.id)], order="id"
        )
        verdicts = [json.loads(row.payload)["verdict"] for row in rows]
        self.assertEqual(verdicts, ["rejected", "confirmed"])


@tagged("post_install", "-at_install")
class TestAccountTour(IdentityCommon, TourCase):
    """Journey 8: the account of a company by the same engine, as data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reviewer = cls._create_user(
            "reviewer", "bank_crm_core.group_crm_kyc_reviewer", cls.branch
        )
        cls.company = cls._create_client(
            "Завод", client_kind="company", manager_id=cls.manager.id
        )
        product = cls._create_product(name="Account", code="t_account", trade="account")
        cls.account = cls._create_deal(partner_id=cls.company.id, product_id=product.id)

    def _walk(self, tour, user, page):
        self.start_tour(page, tour, login=user.login)
        self.env.invalidate_all()

    def _review(self):
        """Begun by the manager, concluded by somebody else on the client's card."""
        reviews = self.env["bank.kyc.review"].with_user(self.manager)
        review = reviews.create({"partner_id": self.company.id})
        card = f"/odoo/bank-clients/{self.company.id}"
        self._walk("bank_kyc_conclude", self.reviewer, card)
        self.assertEqual((review.state, review.reviewer_id), ("done", self.reviewer))

    def test_the_account_of_a_company_in_russian(self):
        speak_russian(self.manager | self.reviewer | self.underwriter)
        self._walk(
            "bank_account_asked",
            self.manager,
            f"/odoo/action-bank_deals.crm_lead_action_deals/{self.account.id}",
        )
        application = self.account.application_ids
        own = f"/odoo/bank-applications/{application.id}"
        self._review()
        self._walk("bank_account_sent", self.manager, own)
        self._walk("bank_account_decided", self.underwriter, "/odoo/my-decisions")
        self._walk("bank_account_ready", self.manager, own)
        self.assertEqual(
            application.process_id,
            self.env.ref("bank_loan_pipeline.bank_application_process_account_company"),
        )
        self.assertEqual(application.approval_state, "approved")
        self.assertFalse(application._get_next_stage())
