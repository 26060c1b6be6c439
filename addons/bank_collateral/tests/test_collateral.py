# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Objects, their attributes, what they are worth as time goes on."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CollateralCommon


@tagged("post_install", "-at_install")
class TestCollateral(CollateralCommon):
    def _get_value(self, day):
        with freeze_time(day):
            self.flat.invalidate_recordset()
            return self.flat.value

    def test_a_valuation_ages_month_by_month(self):
        with freeze_time("2026-11-30"):
            self._value(self.flat, 1_000_000, date(2025, 1, 31))
        # 20 % off for a year, then 5 % more for each month, also one begun
        self.assertEqual(self.flat.date_valuation_due, date(2026, 1, 31))
        self.assertEqual(self._get_value("2026-01-31"), 800_000)
        self.assertEqual(self._get_value("2026-02-01"), 750_000)
        self.assertEqual(self._get_value("2026-02-28"), 750_000)
        self.assertEqual(self._get_value("2026-03-01"), 700_000)
        self.assertEqual(self._get_value("2026-05-15"), 600_000)
        self.assertEqual(self._get_value("2029-05-15"), 0)

    def test_what_does_not_age(self):
        self.kind.valuation_months = 0
        with freeze_time("2026-11-30"):
            self._value(self.flat, 1_000_000, date(2020, 1, 31))
        self.assertEqual(self._get_value("2026-11-30"), 800_000)
        self.assertFalse(self.flat.is_stale)

    def test_the_latest_valuation_counts_whenever_it_was_entered(self):
        with freeze_time("2026-11-30"):
            self._value(self.flat, 2_000_000, date(2026, 11, 1))
            self._value(self.flat, 1_000_000, date(2026, 10, 1))
            self.assertEqual(self.flat.market_value, 2_000_000)
            # of two on a day, the later one mends the earlier one
            self._value(self.flat, 1_500_000, date(2026, 11, 1))
            self.assertEqual(self.flat.market_value, 1_500_000)

    def test_a_valuation_is_never_changed_nor_dated_ahead(self):
        with freeze_time("2026-11-30"):
            row = self._value(self.flat, 2_000_000)
            for values in ({"market_value": 3}, {"date": "2026-01-01"}):
                with self.assertRaisesRegex(UserError, "never changed"):
                    row.sudo().write(values)
            with self.assertRaisesRegex(UserError, "never deleted"):
                row.sudo().unlink()
            with self.assertRaisesRegex(ValidationError, "dated ahead"):
                self._value(self.flat, 1, date(2026, 12, 1))

    def test_attributes_are_those_of_a_category(self):
        homes = self.env["bank.product.category"].create(
            {"name": "Homes", "code": "t_homes", "parent_id": self.category.id}
        )
        attribute = self.env["bank.attribute"].create(
            {"name": "Area", "code": "t_area", "category_id": homes.id, "unit": "m²"}
        )
        self.kind.category_id = homes
        above = self.env["bank.attribute"].create(
            {"name": "Floor", "code": "t_floor", "category_id": self.category.id}
        )
        names = [row["name"] for row in self.kind.attribute_definition]
        self.assertEqual(names, ["t_floor", "t_area"])
        self.flat.attribute_values = {"t_area": 54.3}
        self.env.flush_all()
        attribute.unlink()
        above.unlink()
        # what holds values is archived, what holds none is gone
        self.assertFalse(attribute.active)
        self.assertFalse(above.exists())

    def test_what_was_valued_stays_what_it_is(self):
        self._value(self.flat, 1)
        flat = self.flat.with_user(self.manager)
        other = self.kind.copy({"code": "t_other"})
        for values in (
            {"kind_id": other.id},
            {"partner_id": self._create_client("Another").id},
        ):
            with self.assertRaisesRegex(UserError, "valued or pledged"):
                flat.write(values)
        flat.write({"kind_id": self.kind.id, "name": "Flat 12"})
        with self.assertRaisesRegex(UserError, "archived, not deleted"):
            flat.unlink()

    def test_owners_leave_the_main_one_a_share(self):
        values = {"collateral_id": self.flat.id}
        owners = self.env["bank.collateral.owner"].with_user(self.manager)
        owners.create({**values, "partner_id": self.colleague_client.id, "share": 50})
        with self.assertRaisesRegex(ValidationError, "without a share"):
            owners.create({**values, "partner_id": self.client.id, "share": 50})

    def test_papers_by_kind(self):
        slots = self.env["bank.document.slot"].search(
            [("model", "=", "bank.collateral")]
        )
        estate = self.env.ref("bank_collateral.bank_collateral_kind_real_estate")
        deposit = self.env.ref("bank_collateral.bank_collateral_kind_deposit")
        home = self._create_collateral("Home", kind_id=estate.id)
        money = self._create_collateral("Money", kind_id=deposit.id)
        needing = slots._find_applicable(home | money)
        self.assertEqual(len([slot for slot in slots if home in needing[slot]]), 3)
        self.assertFalse([slot for slot in slots if money in needing[slot]])
