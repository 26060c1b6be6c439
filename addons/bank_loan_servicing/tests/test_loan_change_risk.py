# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a change counts for in what its debtors owe, by figures reckoned by hand."""

from odoo.tests import tagged

from .test_loan_change import ChangeCommon


@tagged("post_install", "-at_install")
class TestLoanChangeRisk(ChangeCommon):
    def test_a_change_of_a_limit_counts_all_that_may_be_drawn(self):
        self.loan.sudo().amount_limit = self.loan.amount
        change = self._begin(date_end=self.end)
        matter = change._get_authority_matters()[change.id]
        self.assertEqual((matter.before, matter.exposure), (100_000, 100_000))
        change.amount = 70_000
        matter = change._get_authority_matters()[change.id]
        self.assertEqual((matter.before, matter.exposure), (100_000, 70_000))
        self._approve(change).action_done()
        # before the core has answered, no more may be drawn
        self.assertEqual(self.loan.amount_limit, 70_000)

    def test_who_owes_the_loan_owes_what_its_change_promises(self):
        other = self.colleague_client
        self.env["bank.agreement.party"].sudo().create(
            {
                "agreement_id": self.loan.id,
                "partner_id": other.id,
                "role": "co_owner",
            }
        )
        deal = self._create_deal(
            self.colleague, partner_id=other.id, amount=10_000, term_months=12
        )
        application = self._create_application(deal, self.colleague)
        self._create_agreement(other, balance=20_000)
        change = self._begin(kind="renewal", amount=150_000)
        # the loan of both and that of the other
        matter = change._get_authority_matters()[change.id]
        self.assertEqual((matter.before, matter.exposure), (23_000, 170_000))
        matter = application._get_authority_matters()[application.id]
        self.assertEqual(matter.exposure, 33_000)
        self._approve(change)
        matter = application._get_authority_matters()[application.id]
        self.assertEqual(matter.exposure, 180_000)
