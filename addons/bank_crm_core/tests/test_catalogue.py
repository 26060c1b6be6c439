# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestCatalogue(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cars = cls.env["bank.product.category"].create(
            {"name": "Cars", "code": "t_cars", "parent_id": cls.category.id}
        )
        cls.insured = cls._create_attribute("insured", "boolean", cls.category)
        cls.mileage = cls._create_attribute("mileage", "integer", cls.cars, unit="km")
        cls.car = cls._create_product(category_id=cls.cars.id, trade="other")

    @classmethod
    def _create_attribute(cls, code, kind, category, **values):
        return cls.env["bank.attribute"].create(
            {
                "name": code.title(),
                "code": code,
                "kind": kind,
                "category_id": category.id,
                **values,
            }
        )

    def _read_names(self, product):
        return [row["name"] for row in product.attribute_definition]

    def test_parents_attributes_come_first(self):
        self.assertEqual(self._read_names(self.car), ["insured", "mileage"])
        self.assertEqual(self._read_names(self.product), ["insured"])
        self.assertEqual(self.car.attribute_definition[1]["suffix"], "km")
        self.assertEqual(self.car.attribute_ids.mapped("code"), ["insured", "mileage"])

    def test_values_survive_recompilation(self):
        agreement = self._create_agreement(
            product_id=self.car.id, attribute_values={"mileage": 12000, "insured": True}
        )
        self._create_attribute("colour", "text", self.cars, sequence=1)
        self.mileage.name = "Kilometres"
        self.cars.parent_id = False
        self.assertEqual(self._read_names(self.car), ["colour", "mileage"])
        self.cars.parent_id = self.category
        agreement.invalidate_recordset()
        values = dict(agreement.attribute_values)
        self.assertEqual(values["mileage"], 12000)
        self.assertTrue(values["insured"])

    def test_attribute_with_values_is_archived(self):
        agreement = self._create_agreement(
            product_id=self.car.id, attribute_values={"mileage": 12000}
        )
        colour = self._create_attribute("colour", "text", self.cars)
        (self.mileage | colour).unlink()
        self.assertFalse(colour.exists())
        self.assertFalse(self.mileage.active)
        self.assertEqual(self._read_names(self.car), ["insured"])
        self.mileage.active = True
        agreement.invalidate_recordset()
        self.assertEqual(agreement.attribute_values["mileage"], 12000)

    def test_dictionary_reaches_the_definition(self):
        condition = self._create_attribute("condition", "selection", self.cars)
        self.env["bank.attribute.option"].create(
            [
                {"attribute_id": condition.id, "code": "new", "name": "New"},
                {"attribute_id": condition.id, "code": "used", "name": "Used"},
            ]
        )
        definition = self.car.attribute_definition[-1]
        self.assertEqual(definition["selection"], [["new", "New"], ["used", "Used"]])

    def test_each_kind_keeps_values_of_its_kind(self):
        """What a field of the kind would hold comes back as it was entered."""
        partners = self.env["ir.model"]._get_id("res.partner")
        options = [Command.create({"code": "new", "name": "New"})]
        values = {
            "number": 1.5,
            "integer": 3,
            "text": "Line",
            "long_text": "One\nTwo",
            "boolean": True,
            "date": "2026-03-03",
            "datetime": "2026-03-03 10:00:00",
            "selection": "new",
            "tags": ["new"],
            "reference": self.client.id,
            "references": self.client.ids,
        }
        for kind in values:
            more = {"model_id": partners} if kind.startswith("reference") else {}
            more |= {"option_ids": options} if kind in ("selection", "tags") else {}
            self._create_attribute(f"t_{kind}", kind, self.cars, **more)
        kinds = dict(self.env["bank.attribute"]._fields["kind"].selection)
        # these two lie elsewhere: tests of their own
        self.assertEqual({*kinds}, {*values, "computed", "file"})
        given = {f"t_{kind}": value for kind, value in values.items()}
        agreement = self._create_agreement(
            product_id=self.car.id, attribute_values=given
        )
        self.env.flush_all()
        self.env.invalidate_all()
        (row,) = agreement.read(["attribute_values"])
        found = {line["name"]: line.get("value") for line in row["attribute_values"]}
        link, links = found.pop("t_reference"), found.pop("t_references")
        self.assertEqual((link[0], links[0][0]), (self.client.id, self.client.id))
        for code, value in found.items():
            if code in given:
                self.assertEqual(value, given[code], code)
        self.assertLessEqual({*given} - {"t_reference", "t_references"}, {*found})

    def test_a_code_is_suggested_by_the_name(self):
        form = Form(self.env["bank.product.category"])
        form.name = "Автомобили, 2-я линия"
        self.assertEqual(form.code, "avtomobili_2_ya_liniya")
        form.save()
        other = Form(self.env["bank.product.category"])
        other.name = "Автомобили 2-я линия"
        self.assertEqual(other.code, "avtomobili_2_ya_liniya_2")
        other.code = "cars"
        other.name = "Машины"
        self.assertEqual(other.code, "cars")
        for model in ("bank.attribute", "bank.product"):
            self.assertEqual(self.env[model]._suggest_code("5 Пробег"), "probeg")
            self.assertFalse(self.env[model]._suggest_code("№ 5"))

    def test_a_word_of_a_dictionary_gets_its_code_too(self):
        """Free among the words of its own dictionary, typed a moment ago or not."""
        self._create_attribute(
            "colour",
            "selection",
            self.cars,
            option_ids=[Command.create({"name": "Новый", "code": "novyy"})],
        )
        form = Form(self.env["bank.attribute"])
        form.name, form.kind, form.category_id = "Состояние", "selection", self.cars
        for code in ("novyy", "novyy_2"):
            with form.option_ids.new() as option:
                option.name = "Новый"
                self.assertEqual(option.code, code)

    def test_code_and_kind_stay(self):
        for values in ({"code": "other"}, {"kind": "text"}):
            with self.assertRaises(UserError):
                self.mileage.write(values)
        with self.assertRaises(ValidationError):
            self._create_attribute("Bad Code", "text", self.cars)

    def test_attribute_never_names_technical_records(self):
        with self.assertRaises(ValidationError):
            self._create_attribute(
                "rule",
                "reference",
                self.cars,
                model_id=self.env["ir.model"]._get_id("ir.config_parameter"),
            )

    def test_definition_is_written_by_nobody(self):
        car = self.car.with_user(self.administrator)
        with self.assertRaises(AccessError):
            car.attribute_definition = []
        made = car.copy({"code": "t_copy"})
        self.assertEqual(self._read_names(made), ["insured", "mileage"])
        forged = [{"name": "x", "type": "char", "string": "X"}]
        values = {"name": "F", "code": "t_f", "category_id": self.cars.id}
        made = car.create({**values, "attribute_definition": forged})
        self.assertEqual(self._read_names(made), ["insured", "mileage"])
        context = {"default_attribute_definition": forged}
        made = car.with_context(**context).create({**values, "code": "t_g"})
        self.assertEqual(self._read_names(made), ["insured", "mileage"])

    def test_compiling_costs_the_same_for_any_number_of_products(self):
        compile_all = self.category._compile_products
        one = count_queries(self.env, compile_all)
        for _index in range(10):
            self._create_product()
        self.assertEqual(count_queries(self.env, compile_all), one)

    def test_agreement_needs_required_attributes(self):
        self.mileage.is_required = True
        with self.assertRaisesRegex(UserError, "Mileage"):
            self._create_agreement(product_id=self.car.id)
        self._create_agreement(product_id=self.car.id, attribute_values={"mileage": 1})

    def test_ended_product_is_not_put_on_sale(self):
        self.product.action_retire()
        self.product.date_end = "2020-01-01"
        self.assertFalse(self.product.can_activate)
        with self.assertRaisesRegex(UserError, "ended"):
            self.product.action_activate()

    def test_depth_has_no_limit(self):
        category = self.cars
        for level in range(4):
            category = category.create(
                {"name": f"L{level}", "code": f"t_l{level}", "parent_id": category.id}
            )
        product = self._create_product(category_id=category.id)
        self.assertEqual(self._read_names(product), ["insured", "mileage"])
        self.assertEqual(self.category.product_count, 3)
        with self.assertRaises(UserError):
            self.category.parent_id = category
