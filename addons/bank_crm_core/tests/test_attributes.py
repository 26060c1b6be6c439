# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon
from .test_dossier import TEXT


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

        one = count_queries(self.env, loans[:1]._refresh_computed_values)
        many = count_queries(self.env, loans._refresh_computed_values)
        self.assertEqual(many, one)

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


@tagged("post_install", "-at_install")
class TestFileAttributes(BankCoreCommon):
    """A file as an attribute of an agreement that came without a deal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper_type = cls.env["bank.document.type"].create(
            {"name": "Inspection", "code": "t_inspection", "extensions": "txt"}
        )
        cls.inspection = cls.env["bank.attribute"].create(
            {
                "name": "Inspection",
                "code": "inspection",
                "kind": "file",
                "is_required": True,
                "category_id": cls.category.id,
                "document_type_id": paper_type.id,
            }
        )
        cls.slot = cls.inspection.slot_ids.filtered(
            lambda slot: slot.model == "bank.agreement"
        )
        cls.deposits = cls.env["bank.product.category"].create(
            {"name": "Deposits", "code": "t_deposits"}
        )
        cls.client.write({"source_key": "t-1"})
        cls.deposit = cls._create_product(category_id=cls.deposits.id)
        cls.loan = cls._bring(cls.product)

    @classmethod
    def _bring(cls, product, key="t-1"):
        """Bring an agreement by the feed."""
        row = {
            "source_key": f"loan-{product.id}",
            "number": f"F/{product.id}",
            "product": product.code,
            "partner": key,
            "currency": "RUB",
            "state": "active",
        }
        report = cls.env["bank.agreement"]._upsert([row])
        assert not report["refused"], report
        return cls.env["bank.agreement"].search(
            [("source_key", "=", row["source_key"])]
        )

    def _upload(self, user, name="act.txt"):
        agreement = self.loan.with_user(user)
        return self.env["bank.document"].browse(
            agreement.upload_paper(name, TEXT, slot_id=self.slot.id)
        )

    def test_an_agreement_of_the_feed_has_a_place_for_it(self):
        self.assertIn("Inspection", self.loan.dossier_lacks)
        self.assertFalse(self._bring(self.deposit).dossier["slots"])
        self.assertTrue(self.loan.with_user(self.manager).dossier["can_upload"])
        paper = self._upload(self.manager)
        self.assertEqual(paper.slot_id, self.slot)
        self.assertIn("verified", self.loan.dossier_lacks)
        # the checks of the dossier are the checks of the attribute
        with self.assertRaises(UserError):
            self._upload(self.manager, name="act.exe")

    def test_who_changes_the_client_brings_it(self):
        paper = self._upload(self.manager)
        self._upload(self.head)
        for user in (self.colleague, self.operator, self.auditor, self.stranger):
            with self.assertRaises(AccessError):
                self._upload(user)
        for user in (self.colleague, self.operator, self.auditor):
            self.assertFalse(self.loan.with_user(user).dossier["can_upload"])
            self.assertTrue(paper.with_user(user).has_access("read"), user.login)
        for user in (self.stranger, self.employee, self.administrator):
            self.assertFalse(paper.with_user(user).has_access("read"), user.login)
        # a paper makes nobody a writer of agreements
        with self.assertRaises(AccessError):
            self.loan.with_user(self.manager).amount = 1

    def test_its_paper_is_the_clients_and_is_kept_from_the_end_on(self):
        paper = self._upload(self.manager)
        clients = self.env["bank.access.door"]._read_clients(
            {"bank.document": paper.ids}
        )
        self.assertEqual(clients["bank.document"][paper.id], (self.client.id, True))
        self.assertEqual(self.loan._get_dossier_users(), {self.loan.id: self.manager})
        paper.type_id.write({"retention_from": "closed", "retention_years": 5})
        self.assertFalse(paper.date_retention)
        self.loan.date_closed = date(2026, 3, 1)
        self.env.flush_all()
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention, date(2031, 3, 1))

    def test_the_place_of_an_older_attribute_is_made(self):
        self.slot.unlink()
        self.env["bank.attribute"]._keep_all_slots()
        self.inspection.invalidate_recordset()
        self.assertIn("bank.agreement", self.inspection.slot_ids.mapped("model"))
