# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a change counts for in what its debtors owe, by figures reckoned by hand."""

from odoo import fields
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

    def test_a_limit_counts_what_may_be_drawn_whatever_was_signed(self):
        """The core banking system may know another limit than the signed amount."""
        loan = self.loan.sudo()
        loan.amount_limit = 100_000
        change = self._begin(date_end=self.end)
        for kind in ("prolongation", "renewal", "restructuring"):
            for amount in (50_000, 0):
                loan.amount = amount
                change.write({"kind": kind, "amount": amount})
                matter = change._get_authority_matters()[change.id]
                with self.subTest(kind=kind, amount=amount):
                    self.assertEqual(
                        (matter.before, matter.exposure), (100_000, 100_000)
                    )

    def test_what_secures_the_loan_secures_its_change(self):
        """A flat of 12,500 with a discount of 20 % brings 10,000."""
        self._pledge_flat()
        change = self._begin(date_end=self.end)
        for kind, amount, bare in (
            ("prolongation", 100_000, 0),
            ("renewal", 100_000, 90_000),
            ("renewal", 150_000, 140_000),
        ):
            change.write({"kind": kind, "amount": amount})
            matter = change._get_authority_matters()[change.id]
            with self.subTest(kind=kind, amount=amount):
                self.assertAlmostEqual(matter.unsecured, bare, 2)

    def _pledge_flat(self):
        officer = self._create_user(
            "officer", "bank_collateral.group_collateral_officer", self.region
        )
        kind = self.env["bank.collateral.kind"].create(
            {"name": "Flats", "code": "t_flats", "discount": 20}
        )
        flat = self.env["bank.collateral"].create(
            {"name": "Flat", "kind_id": kind.id, "partner_id": self.client.id}
        )
        self.env["bank.collateral.valuation"].create(
            {
                "collateral_id": flat.id,
                "market_value": 12_500,
                "date": fields.Date.today(),
            }
        )
        self.env["bank.collateral.pledge"].create(
            {
                "collateral_id": flat.id,
                "agreement_id": self.loan.id,
                "registration": "77-1",
            }
        ).with_user(officer).action_register()

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
