# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestAgreement(BankCoreCommon):
    def test_won_deal_opens_an_agreement_with_its_owner(self):
        agreement = (
            self.env["bank.agreement"]
            .with_user(self.manager)
            ._open_from_deal(
                {
                    "number": "D/1",
                    "partner_id": self.client.id,
                    "product_id": self.product.id,
                    "currency_id": self.env.company.currency_id.id,
                }
            )
        )
        self.assertFalse(agreement.env.su)
        self.assertRecordValues(
            agreement, [{"state": "active", "source": "deal", "trade": "credit"}]
        )
        self.assertRecordValues(
            agreement.party_ids, [{"partner_id": self.client.id, "role": "owner"}]
        )
        self.assertEqual(agreement.branch_id, self.branch)

    def test_agreement_needs_a_client(self):
        partner = self.env["res.partner"].create({"name": "Mail Author"})
        with self.assertRaisesRegex(ValidationError, "not a client"):
            self._create_agreement(partner)

    def test_steps_of_an_agreement(self):
        agreement_sudo = self._create_agreement().sudo()
        agreement_sudo._transition("defaulted")
        agreement_sudo._transition("closed")
        with self.assertRaises(UserError):
            agreement_sudo._transition("active")
        with self.assertRaises(UserError):
            agreement_sudo.unlink()

    def test_next_payment_is_the_first_not_paid(self):
        agreement = self._create_agreement()
        idle = self._create_agreement()
        self.env["bank.agreement.payment"].create(
            [
                {
                    "agreement_id": agreement.id,
                    "date": date(2026, month, 15),
                    "state": "paid" if month < 3 else "due",
                    "amount": 1000 + month,
                }
                for month in (4, 2, 3)
            ]
        )
        self.assertEqual(agreement.date_next_payment, date(2026, 3, 15))
        self.assertEqual(agreement.amount_next_payment, 1003)
        self.assertEqual(agreement.payment_count, 3)
        self.assertFalse(idle.date_next_payment)

    def test_next_payment_may_have_no_amount_yet(self):
        agreement = self._create_agreement()
        self.env["bank.agreement.payment"].create(
            {"agreement_id": agreement.id, "date": date(2026, 3, 15)}
        )
        self.assertEqual(agreement.date_next_payment, date(2026, 3, 15))
        self.assertFalse(agreement.amount_next_payment)

    def test_agreement_moves_with_its_client(self):
        agreement = self._create_agreement()
        account = self._create_account()
        self.client.write(
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
        )
        self.assertEqual(agreement.branch_id, self.other_branch)
        self.assertEqual(account.branch_id, self.other_branch)
