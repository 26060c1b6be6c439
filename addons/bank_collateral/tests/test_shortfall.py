# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the night finds about collateral."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import CollateralCommon


@tagged("post_install", "-at_install")
class TestShortfall(CollateralCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement(balance=600_000)
        cls.agreement.sudo().partner_id.active = True
        with freeze_time("2026-03-01"):
            cls._value(cls.flat, 1_000_000, date(2026, 3, 1))
            cls._pledge(cls.flat, cls.agreement)

    def _search(self, day, kind="shortfall"):
        with freeze_time(day):
            self.env["bank.obligation"]._search_events()
        return self.env["bank.obligation"].search(
            [
                (
                    "kind_id",
                    "=",
                    self.env.ref(f"bank_collateral.bank_obligation_kind_{kind}").id,
                ),
                ("partner_id", "=", self.client.id),
            ],
            order="id",
        )

    def test_a_shortfall_comes_with_age_and_ends_with_a_valuation(self):
        # 800,000 of 720,000 required
        self.assertFalse(self._search("2027-03-01"))
        # 5 % a month: 750,000 is enough, 700,000 is not
        self.assertFalse(self._search("2027-03-20"))
        found = self._search("2027-04-02")
        self.assertEqual(found.state, "open")
        self.assertEqual(found.agreement_id, self.agreement)
        tasks = self.env["mail.activity"].search([("obligation_id", "=", found.id)])
        self.assertEqual(tasks.user_id, self.manager)
        self.assertEqual(self._search("2027-04-03"), found)
        with freeze_time("2027-04-04"):
            self._value(self.flat, 1_000_000)
        self._search("2027-04-05")
        self.assertEqual(found.state, "cancelled")
        self.assertFalse(tasks.exists().active)

    def test_closing_it_by_hand_does_not_hide_it(self):
        found = self._search("2027-04-02")
        found.with_user(self.manager).action_done()
        again = self._search("2027-04-03") - found
        self.assertEqual(again.state, "open")

    def test_what_is_owed_counts_as_well(self):
        self.agreement.sudo().balance = 700_000
        self.assertTrue(self._search("2026-03-02"))

    def test_a_product_without_collateral_lacks_none(self):
        self.product.coverage_min = 0
        self.assertFalse(self._search("2028-03-02"))

    def test_valuation_and_insurance_are_told_in_time(self):
        with freeze_time("2026-03-01"):
            policies = self.env["bank.collateral.insurance"]
            values = {
                "collateral_id": self.flat.id,
                "number": "P-1",
                "insurer": "Insurer",
                "amount": 1_000_000,
                "date_start": date(2026, 3, 1),
            }
            policies.create({**values, "date_end": date(2026, 6, 30)})
        self.assertFalse(self._search("2026-05-30", "insurance"))
        found = self._search("2026-06-01", "insurance")
        self.assertEqual(found.date_due, date(2026, 6, 30))
        self.assertFalse(self._search("2027-01-29", "valuation"))
        due = self._search("2027-02-01", "valuation")
        self.assertEqual(due.date_due, date(2027, 3, 1))
        self.assertEqual(due.subject, "Flat")
