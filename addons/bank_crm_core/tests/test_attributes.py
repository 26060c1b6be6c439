# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestComputedAttributes(BankCoreCommon):
    """What follows from the terms and the other attributes of an agreement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cars = cls.env["bank.product.category"].create(
            {"name": "Cars", "code": "t_cars", "parent_id": cls.category.id}
        )
        cls.car = cls._create_product(category_id=cls.cars.id)
        cls.mileage = cls._create_attribute("mileage", kind="integer")
        cls.insured = cls._create_attribute("insured", kind="boolean")
        cls.per_km = cls._create_attribute("per_km", formula="amount / mileage")

    @classmethod
    def _create_attribute(cls, code, category=None, **values):
        return cls.env["bank.attribute"].create(
            {
                "name": code.title(),
                "code": code,
                "kind": "computed",
                "category_id": (category or cls.cars).id,
                **values,
            }
        )

    def _create_car_loan(self, mileage=2_000, **values):
        return self._create_agreement(
            product_id=self.car.id,
            amount=100_000,
            attribute_values={"mileage": mileage} if mileage is not None else {},
            **values,
        )

    def _read(self, agreement, attribute=None):
        attribute = attribute or self.per_km
        return agreement.computed_value_ids.filtered(
            lambda row: row.attribute_id == attribute
        )

    def test_it_follows_terms_and_attributes(self):
        loan = self._create_car_loan()
        value = self._read(loan)
        self.assertEqual((value.number, value.currency_id), (50, loan.currency_id))
        self.assertIn("50", value.value)
        loan.amount = 200_000
        self.assertEqual(self._read(loan).number, 100)
        loan.attribute_values = {"mileage": 1_000}
        self.assertEqual(self._read(loan).number, 200)

    def test_missing_and_errors_are_values_with_a_reason(self):
        value = self._read(self._create_car_loan(mileage=None))
        self.assertFalse(value.value)
        self.assertRegex(value.reason, "No data.*Mileage")
        value = self._read(self._create_car_loan(mileage=0))
        self.assertFalse(value.value)
        self.assertIn("Division by zero", value.reason)

    def test_one_computed_attribute_feeds_another(self):
        dear = self._create_attribute("dear", formula="per_km > 10 CZK")
        self.assertEqual(dear.result_kind, "boolean")
        currency = self.env.ref("base.CZK")
        currency.active = True
        loan = self._create_car_loan(currency_id=currency.id)
        self.assertTrue(self._read(loan, dear).boolean)
        lacking = self._create_car_loan(mileage=None, currency_id=currency.id)
        self.assertRegex(self._read(lacking, dear).reason, "Mileage")

    def test_a_new_formula_reaches_agreements_that_stand(self):
        loan = self._create_car_loan()
        self.per_km.formula = "amount / mileage * 2"
        self.assertEqual(self._read(loan).number, 100)
        twice = self._create_attribute("twice", formula="per_km * 2")
        self.assertEqual(self._read(loan, twice).number, 200)
        self.per_km.formula = "amount / mileage"
        self.assertEqual(self._read(loan, twice).number, 100)
        twice.unlink()
        self.assertEqual(len(loan.computed_value_ids), 1)

    def test_a_product_that_moves_takes_the_attributes_of_its_place(self):
        loan = self._create_car_loan()
        self.car.category_id = self.category
        loan.invalidate_recordset()
        self.assertFalse(loan.computed_value_ids)
        self.car.category_id = self.cars
        loan.invalidate_recordset()
        self.assertEqual(self._read(loan).number, 50)

    def test_circles_and_unknown_names_are_refused(self):
        second = self._create_attribute("second", formula="per_km + amount")
        with self.assertRaisesRegex(ValidationError, "circle"):
            self.per_km.formula = "second / mileage"
        with self.assertRaisesRegex(ValidationError, "colour"):
            second.formula = "colour + 1"
        with self.assertRaises(ValidationError):
            # what is below may lack in the products beside
            self._create_attribute("above", self.category, formula="mileage + 1")
        with self.assertRaises(ValidationError):
            self._create_attribute("term", formula="mileage + 1")
        with self.assertRaisesRegex(ValidationError, "today"):
            # would be old the next morning
            self._create_attribute("age", formula="today")

    def test_what_formulas_read_is_not_taken_away(self):
        beside = self.cars.copy({"code": "t_beside"})
        for change in (
            lambda: self.mileage.unlink(),
            lambda: self.mileage.write({"active": False}),
            lambda: self.mileage.write({"category_id": beside.id}),
        ):
            with self.assertRaisesRegex(UserError, "Per_Km"):
                change()
        self.per_km.unlink()
        self.mileage.unlink()
        self.assertFalse(self.mileage.exists())

    def test_nobody_writes_it(self):
        value = self._read(self._create_car_loan())
        for user in (self.manager, self.head, self.administrator):
            with self.assertRaises(AccessError):
                value.with_user(user).number = 1
            with self.assertRaises(AccessError):
                value.with_user(user).create({"attribute_id": self.per_km.id})
        self.assertEqual(value.with_user(self.manager).number, 50)
        definition = [row["name"] for row in self.car.attribute_definition]
        self.assertEqual(definition, ["mileage", "insured"])

    def test_it_lies_behind_the_wall_of_the_client(self):
        hidden = self.other_client
        loan = self._create_car_loan(partner_id=hidden.id)
        values = self.env["bank.attribute.value"].with_user(self.manager)
        self.assertFalse(values.search([("agreement_id", "=", loan.id)]))
        self.assertTrue(values.sudo().search([("agreement_id", "=", loan.id)]))

    def test_lists_find_by_it(self):
        cheap, dear = self._create_car_loan(4_000), self._create_car_loan(1_000)
        found = self.env["bank.agreement"].search(
            [
                (
                    "computed_value_ids",
                    "any",
                    [("attribute_id", "=", self.per_km.id), ("number", ">", 50)],
                )
            ]
        )
        self.assertIn(dear, found)
        self.assertNotIn(cheap, found)

    def test_many_cost_as_many_queries_as_one(self):
        loans = self.env["bank.agreement"].union(
            *(self._create_car_loan(1_000 + place) for place in range(12))
        )

        def count_queries(part):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            part._refresh_computed_values()
            return self.cr.sql_log_count - before

        one = count_queries(loans[:1])
        self.assertEqual(count_queries(loans), one)

    def test_what_waits_is_computed_by_the_job_and_goes_on(self):
        loans = self._create_car_loan() | self._create_car_loan(1_000)
        self._read(loans).sudo().unlink()
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)
        self.env["bank.attribute.value"]._cron_compute(size=1)
        loans.invalidate_recordset()
        self.assertEqual(self._read(loans).mapped("number"), [50, 100])

    def test_the_feed_computes_it(self):
        row = {
            "source_key": "core:car",
            "number": "CAR-1",
            "partner": self.client.source_key or "",
            "product": self.car.code,
            "currency": self.env.company.currency_id.name,
            "amount": 90_000,
            "state": "active",
            "attribute_values": {"mileage": 3_000},
        }
        self.client.source_key = row["partner"] = "core:client-of-car"
        self.env.flush_all()
        report = self.env["bank.agreement"]._upsert([row])
        self.assertEqual(report["created"], 1, report)
        loan = self.env["bank.agreement"].search([("source_key", "=", "core:car")])
        self.assertEqual(self._read(loan).number, 30)
