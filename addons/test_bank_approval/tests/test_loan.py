# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestLoan(BaseCommon):
    def test_a_loan_is_its_makers(self):
        loan = self.env["test.bank.loan"].create({"name": "Loan"})
        self.assertEqual(loan.user_id, self.env.user)
