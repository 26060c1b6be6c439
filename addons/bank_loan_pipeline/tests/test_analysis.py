# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The primary analysis: figures with lights, set up without code."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ScoringCommon


@tagged("post_install", "-at_install")
class TestAnalysis(ScoringCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.analysis.line"].search([]).active = False
        cls.line = cls._create_line()

    @classmethod
    def _create_line(cls, **values):
        lines = cls.env["bank.analysis.line"].with_user(cls.administrator)
        return lines.create(
            {
                "name": "Payments of the income",
                "formula_id": cls.formula.id,
                "limit_green": 25,
                "limit_red": 60,
                "hint": "Lengthen the term",
                **values,
            }
        )

    def _get_lights(self, application):
        return [row["light"] for row in application._analyse()[application.id]]

    def test_a_figure_has_a_light(self):
        application = self._create_application()
        for income, light in ((100_000, "green"), (50_000, "yellow"), (20_000, "red")):
            with self.subTest(income=income):
                application.income_month = income
                self.assertEqual(self._get_lights(application), [light])
        self.assertIn("Lengthen the term", application.analysis_table)
        application.income_month = 0
        self.assertEqual(self._get_lights(application), ["grey"])
        self.assertIn("no data", application.analysis_table)

    def test_each_kind_of_product_has_its_form(self):
        other = self.env["bank.product.category"].create(
            {"name": "Other", "code": "t_other"}
        )
        application = self._create_application()
        for values, count in (
            ({"trade": "deposit"}, 0),
            ({"trade": "credit", "client_kind": "company"}, 0),
            ({"client_kind": "person"}, 1),
            ({"product_category_ids": [Command.set(other.ids)]}, 0),
            ({"product_category_ids": [Command.set(self.category.ids)]}, 1),
        ):
            with self.subTest(values=values):
                self.line.write(values)
                self.assertEqual(len(self._get_lights(application)), count)

    def test_more_may_be_better(self):
        line = self._create_line(
            name="More", is_more_better=True, limit_green=60, limit_red=25
        )
        lights = [line._get_light(value) for value in (None, 10, 25, 40, 60)]
        self.assertEqual(lights, ["grey", "red", "red", "yellow", "green"])
        for values in ({"limit_green": 25}, {"limit_red": 70}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                line.write(values)

    def test_a_red_light_stops_a_stage(self):
        check = self.env["bank.check"].create(
            {
                "name": "No red light",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "kind": "analysis",
            }
        )
        application = self._create_application(income_month=20_000)
        failures = check._find_failures_analysis(application)
        self.assertIn("Payments of the income", failures[application.id])
        application.income_month = 100_000
        self.assertFalse(check._find_failures_analysis(application))
        with self.assertRaises(ValidationError):
            check.copy({"model_id": self.env["ir.model"]._get_id("crm.lead")})

    def test_many_take_as_many_statements_as_few(self):
        rows = self.env["bank.application"]
        for _number in range(5):
            rows |= self._create_application(self._create_deal(amount=100_000))
        one = count_queries(self.env, rows[:1]._analyse)
        self.assertEqual(count_queries(self.env, rows._analyse), one)

    def test_only_the_business_administrator_sets_it_up(self):
        for user in (self.manager, self.head, self.underwriter):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.line.with_user(user).limit_red = 99
        with self.assertRaises(UserError):
            self._create_line(
                formula_id=self.formula.copy(
                    {
                        "code": "t_lead",
                        "model_id": self.env["ir.model"]._get_id("crm.lead"),
                        "text": "1",
                    }
                ).id
            )
