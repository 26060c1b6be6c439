# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import LoanCommon, ScoringCommon

ADDONS = (
    "mail",
    "web",
    "bank_base",
    "bank_crm_core",
    "bank_deals",
    "bank_approval",
    "bank_loan_pipeline",
)


def speak_russian(users):
    env = users.env
    env["res.lang"]._activate_lang("ru_RU")
    modules = env["ir.module.module"].search([("name", "in", ADDONS)])
    modules._update_translations(["ru_RU"])
    users.lang = "ru_RU"


@tagged("post_install", "-at_install")
class TestLoanTour(LoanCommon, TourCase):
    def test_from_the_deal_to_the_underwriter_in_russian(self):
        speak_russian(self.manager)
        self.env["bank.product"].search([("id", "!=", self.product.id)]).active = False
        self._create_product(name="Cheap", code="t_cheap", rate=15, day_count="30/360")
        self._create_product(name="Small", code="t_small", rate=10, amount_max=50_000)
        self.start_tour(
            f"/odoo/action-bank_deals.crm_lead_action_deals/{self.deal.id}",
            "bank_loan_tour",
            login=self.manager.login,
        )
        application = self.deal.application_ids
        self.assertEqual(application.purpose, "Ремонт")
        self.assertEqual(application.product_id.name, "Cheap")
        self.assertEqual(application.approval_state, "pending")


@tagged("post_install", "-at_install")
class TestScoringTour(ScoringCommon, TourCase):
    def test_a_score_and_another_verdict_in_russian(self):
        speak_russian(self.manager | self.underwriter)
        matrix = self.env["bank.authority.matrix"].create(
            {
                "name": "Limits",
                "limit_ids": [
                    Command.create(
                        {"user_id": self.underwriter.id, "exposure_limit": 1_000_000}
                    )
                ],
            }
        )
        matrix.action_publish()
        application = self._create_application(income_month=30_000)
        page = f"/odoo/bank-applications/{application.id}"
        self.start_tour(page, "bank_score_tour", login=self.manager.login)
        self.assertEqual(application.score_verdict, "refuse")
        self.start_tour(page, "bank_verdict_tour", login=self.underwriter.login)
        result = application.scoring_result_id
        self.assertEqual((result.verdict, result.user_id), ("review", self.underwriter))
        self.assertEqual(result.override_reason, "Вклад в банке")

    def test_a_draft_is_tried_in_russian(self):
        speak_russian(self.administrator)
        self._create_application(purpose="Машина")
        action = self.card.with_user(self.administrator).action_new_version()
        self.start_tour(
            f"/odoo/bank-scorecards/{action['res_id']}",
            "bank_scorecard_tour",
            login=self.administrator.login,
        )
        draft = self.card.browse(action["res_id"])
        self.assertEqual(draft.cut_pass, 136)
