# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestApplicationEvaluation(LoanCommon):
    """A client is evaluated from his application; each of the two shows the other."""

    def test_a_client_is_evaluated_from_his_application(self):
        check = self.env.ref("bank_crm_core.bank_check_evaluation_inn")
        check.is_in_evaluation = True
        application = self._create_application()
        action = application.action_evaluate_client()
        run = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(run.partner_id, self.client)
        self.assertEqual(run.with_user(self.manager).source, application)
        application.invalidate_recordset()
        self.assertEqual(application.client_evaluation_count, 1)
        with self.assertRaises(AccessError):
            application.with_user(self.stranger).action_evaluate_client()
