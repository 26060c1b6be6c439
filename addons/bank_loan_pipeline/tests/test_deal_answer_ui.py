# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import LoanCommon
from .test_ui import speak_russian


class AnswerCommon(LoanCommon):
    """Deals demand an application and are lost with its refusal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        check = cls.env["bank.check"].create(
            {
                "name": "Заявка одобрена",
                "model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "kind": "domain",
                "domain": "[('application_ids.approval_state', '=', 'approved')]",
            }
        )
        waits = {
            "name": "Ждём ответа",
            "sequence": 2,
            "makes_application": True,
            "closes_on_refusal": True,
            "moves_on": True,
            "check_exit_ids": [Command.set(check.ids)],
        }
        process = cls.env["bank.process"].create(
            {
                "name": "Кредит по заявке",
                "product_category_ids": [Command.set(cls.category.ids)],
                "stage_ids": [
                    Command.create({"name": "Условия", "sequence": 1}),
                    Command.create(waits),
                    Command.create({"name": "Выдача", "sequence": 3}),
                    Command.create({"name": "Won", "sequence": 4, "is_won": True}),
                ],
            }
        )
        process.action_publish()


@tagged("post_install", "-at_install")
class TestDealAnswerTour(AnswerCommon, TourCase):
    """Journey 5 of deals: a stage demands an application and waits for its answer."""

    def _tour(self, name, deal):
        self.start_tour(
            f"/odoo/action-bank_deals.crm_lead_action_deals/{deal.id}",
            name,
            login=self.manager.login,
            timeout=180,
        )

    def _answer(self, deal, verdict):
        application = deal.application_ids.with_user(self.manager)
        application.purpose = "Ремонт"
        self._send(application)
        self._decide(application, verdict)
        # deals move on by themselves as the transaction ends
        self.env.cr.flush()
        self.env.invalidate_all()

    def test_the_deal_waits_and_goes_on_or_is_lost_in_russian(self):
        speak_russian(self.manager)
        deal = self._create_deal(amount=300_000, term_months=24)
        self._tour("bank_deal_application_tour", deal)
        self.assertEqual(len(deal.application_ids), 1)
        self._answer(deal, "approve")
        self.assertEqual(deal.stage_id.name, "Выдача")
        self._tour("bank_deal_answered_tour", deal)
        refused = self._create_deal(amount=200_000, term_months=12)
        refused.action_next_stage()
        self._answer(refused, "reject")
        self.assertEqual(refused.won_status, "lost")
        reason = self.env.ref("bank_loan_pipeline.crm_lost_reason_refused")
        self.assertEqual(refused.lost_reason_id, reason)
        self._tour("bank_deal_refused_tour", refused)
