# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_servicing import NIGHTS

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestIssue(TransactionCase):
    """The demo bank has issued a loan, and the core banking system is to know."""

    def test_one_loan_was_issued(self):
        people = [f'{900001 + place};"806213";1' for place in range(42)]
        folder = make_folder(self, client=[SMALL_BANK["client"][0], *people])
        self.env["bank.demo.import"]._import_folder(folder)
        agreement = self.env["bank.agreement"].search([("application_id", "!=", False)])
        self.assertEqual(len(agreement), 1)
        self.assertEqual(agreement.deal_id.won_status, "won")
        self.assertTrue(agreement.payment_ids)
        self.assertEqual(agreement.core_state, "waiting")
        change = self.env["bank.loan.change"].search([])
        self.assertEqual((len(change), change.state), (1, "draft"))
        self.assertFalse(change.with_user(change.user_id).approval_blocker)
        nights = self.env["bank.delinquency.run"].search([])
        self.assertEqual(nights.mapped("is_done"), [True] * NIGHTS)
        package = self.env["bank.document.package"].search(
            [("model", "=", "bank.application")]
        )
        self.assertEqual(set(package.template_ids.mapped("state")), {"in_force"})
