# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealEvaluation(DealCommon):
    """A client is evaluated from his deal; each of the two shows the other."""

    def test_a_client_is_evaluated_from_his_deal(self):
        check = self.env.ref("bank_crm_core.bank_check_evaluation_inn")
        check.is_in_evaluation = True
        deal = self._create_deal()
        action = deal.action_evaluate_client()
        run = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(run.partner_id, self.client)
        self.assertEqual(run.with_user(self.manager).source, deal)
        deal.invalidate_recordset()
        self.assertEqual(deal.client_evaluation_count, 1)
        with self.assertRaises(AccessError):
            deal.with_user(self.stranger).action_evaluate_client()

    def test_a_deal_without_a_client_evaluates_nobody(self):
        deal = self._create_deal(partner_id=False)
        with self.assertRaises(UserError):
            deal.action_evaluate_client()
