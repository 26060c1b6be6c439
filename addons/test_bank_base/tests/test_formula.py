# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from decimal import Decimal
from functools import partial

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.bank_base.tools.formula import CURRENCY, DIV0, MISSING, PROBLEMS

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestFormula(GateCommon):
    """Formulas over documents: names, versions, checks, rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model_id = cls.env["ir.model"]._get_id("test.bank.case")
        cls.variables = cls.env["bank.formula.variable"].create(
            [
                {"name": name, "model_id": cls.model_id, "field_path": path}
                for name, path in (
                    ("Amount", "amount"),
                    ("income", "income"),
                    ("rate", "rate"),
                    ("opened", "date"),
                    ("is_paid", "is_paid"),
                    ("parent_amount", "parent_id.amount"),
                )
            ]
        )
        cls.rouble = cls._create_currency("RUX")
        cls.dollar = cls._create_currency("USX")

    @classmethod
    def _create_currency(cls, name):
        return cls.env["res.currency"].create({"name": name, "symbol": name})

    @classmethod
    def _create_formula(cls, text, code="ratio", in_force=True, **values):
        formula = cls.env["bank.formula"].create(
            {
                "name": f"The {code}",
                "code": code,
                "model_id": cls.model_id,
                "text": text,
                **values,
            }
        )
        if in_force:
            formula.action_put_into_force()
        return formula

    def _create_cases(self, *rows):
        return self.env["test.bank.case"].create(
            [{"name": "Case", "currency_id": self.rouble.id, **row} for row in rows]
        )

    def test_a_new_one_is_called_so(self):
        formulas = self.env["bank.formula"]
        self.assertEqual(formulas.new({}).display_name, "New Formula")
        named = formulas.new({"name": "Burden", "version": 2})
        self.assertEqual(named.display_name, "Burden, version 2")

    def test_the_form_bears_decimal_places_out_of_range(self):
        formula = self._create_formula("amount / income", in_force=False)
        spec = {"digits": {}, "kind": {}, "can_put_into_force": {}}
        answer = formula.onchange({"digits": 99}, ["digits"], spec)
        self.assertFalse(answer["value"]["kind"])

    def test_values_and_errors_of_documents(self):
        formula = self._create_formula("amount / income")
        cases = self._create_cases(
            {"amount": 10, "income": 3},
            {"amount": 10},
            {"income": 3},
            {"amount": 10, "income": 3, "currency_id": False},
        )
        outcomes = formula._evaluate(cases)
        self.assertEqual(outcomes[cases[0].id].value, Decimal("3.33"))
        self.assertEqual(outcomes[cases[1].id].missing, ("income",))
        self.assertEqual(formula._get_reason(outcomes[cases[2].id]), "No data: Amount")
        self.assertEqual(outcomes[cases[3].id].code, "#NOCURRENCY")

    def test_empty_number_is_missing_and_zero_is_zero(self):
        formula = self._create_formula("1 / rate")
        cases = self._create_cases({}, {"rate": 0}, {"rate": 4})
        # at once and after the cache is gone: the same
        for _time in range(2):
            outcomes = formula._evaluate(cases)
            statuses = [outcomes[case.id].status for case in cases]
            self.assertEqual(statuses, [MISSING, DIV0, 0])
            self.env.invalidate_all()

    def test_linked_records_and_currencies(self):
        formula = self._create_formula("amount > parent_amount")
        parents = self._create_cases(
            {"amount": 5}, {"amount": 5, "currency_id": self.dollar.id}
        )
        cases = self._create_cases(
            {"amount": 6, "parent_id": parents[0].id},
            {"amount": 6, "parent_id": parents[1].id},
            {"amount": 6},
        )
        outcomes = [formula._evaluate(cases)[case.id] for case in cases]
        self.assertIs(outcomes[0].value, True)
        self.assertEqual(outcomes[1].status, CURRENCY)
        self.assertEqual(outcomes[2].missing, ("parent_amount",))

    def test_today_is_given(self):
        formula = self._create_formula("days(opened, today) > 30")
        case = self._create_cases({"date": date(2026, 1, 1)})
        for today, wanted in ((date(2026, 1, 31), False), (date(2026, 2, 1), True)):
            self.assertIs(formula._evaluate(case, today)[case.id].value, wanted)

    def test_formulas_use_formulas(self):
        self._create_formula("amount / income", "ratio")
        formula = self._create_formula("ratio <= 0.5 or is_paid", "good")
        self.assertEqual(formula.dependency_ids.code, "ratio")
        cases = self._create_cases(
            {"amount": 1, "income": 2},
            {"amount": 2, "income": 2},
            {"amount": 2, "is_paid": True},
            {"amount": 2},
        )
        outcomes = [formula._evaluate(cases)[case.id] for case in cases]
        self.assertEqual(
            [outcome.value for outcome in outcomes], [True, False, True, None]
        )
        # the field that lacks, not the formula between
        self.assertEqual(outcomes[3].missing, ("income",))
        rows = formula._explain(cases[0])
        self.assertEqual((rows[0]["formula"], rows[0]["value"]), ("good", True))
        self.assertIn(
            ("ratio", "amount / income", "0.50"),
            [(row["formula"], row["text"], row["value"]) for row in rows],
        )

    def test_queries_do_not_grow_with_documents(self):
        formula = self._create_formula("amount / income > parent_amount / amount")
        counts = []
        for size in (2, 30):
            parents = self._create_cases(*[{"amount": 1}] * size)
            cases = self._create_cases(
                *[{"amount": 1, "income": 2, "parent_id": p.id} for p in parents]
            )
            evaluate = partial(formula._evaluate, cases)
            counts.append(count_queries(self.env, evaluate))
        self.assertEqual(*counts)
        self.assertLess(counts[1], 30)

    def test_refusal_marks_the_place(self):
        with self.assertRaises(ValidationError) as caught:
            self._create_formula("amount / turnover")
        lines = str(caught.exception).split("\n")
        self.assertIn("“turnover” is not a known name", lines[1])
        self.assertEqual(lines[2:], ["amount / ▸turnover◂"])
        for text in ("amount + 5", "amount +", "__import__('os')", "amount.env"):
            with self.assertRaises(ValidationError):
                self._create_formula(text)

    def test_every_problem_has_its_sentence(self):
        problems = self.env["bank.formula"]._get_problems()
        self.assertEqual(problems.keys(), PROBLEMS.keys())
        for code, sentence in problems.items():
            self.assertEqual(sentence, PROBLEMS[code])

    def test_circle_is_refused_by_name(self):
        first = self._create_formula("amount / income", "first")
        self._create_formula("first + 1", "second")
        first.action_new_version()
        draft = self.env["bank.formula"].search([("code", "=", "first")], limit=1)
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        with self.assertRaisesRegex(ValidationError, "first → second → first"):
            draft.text = "second * 2"

    def test_version_in_force_is_frozen_and_replaced(self):
        first = self._create_formula("amount / income")
        for values in ({"text": "1 + 1"}, {"digits": 0}, {"code": "other"}):
            with self.assertRaisesRegex(UserError, "does not change"):
                first.write(values)
        with self.assertRaises(UserError):
            first.unlink()
        action = first.action_new_version()
        second = first.browse(action["res_id"])
        second.text = "income / amount"
        second.action_put_into_force()
        self.assertEqual((first.state, second.state), ("retired", "in_force"))
        self.assertEqual(first._get_in_force(), second)

    def test_needed_formula_stays(self):
        ratio = self._create_formula("amount / income", "ratio")
        self._create_formula("ratio <= 0.5", "good")
        with self.assertRaisesRegex(UserError, "is needed by"):
            ratio.action_retire()
        draft = ratio.browse(ratio.action_new_version()["res_id"])
        draft.text = "amount > income"
        with self.assertRaisesRegex(UserError, "would no longer work"):
            draft.action_put_into_force()
        with self.assertRaisesRegex(UserError, "is used by formulas in force"):
            self.variables[0].unlink()

    def test_check_by_formula(self):
        formula = self._create_formula("amount / income <= 0.5", "good")
        check = self._create_check(
            name="Not too much debt",
            reason="Too much debt",
            kind="formula",
            model_id=self.model_id,
            formula_id=formula.id,
        )
        cases = self._create_cases(
            {"amount": 1, "income": 2},
            {"amount": 2, "income": 2},
            {"amount": 2},
            {"amount": 2, "income": 2, "currency_id": False},
        )
        failures = check._find_failures(cases)
        self.assertEqual(
            failures,
            {
                cases[1].id: "Too much debt",
                cases[2].id: "No data: Income",
                cases[3].id: "An amount without a currency",
            },
        )
        # the version in force judges, whichever the check was set up with
        draft = formula.browse(formula.action_new_version()["res_id"])
        draft.text = "amount / income <= 1"
        draft.action_put_into_force()
        self.assertNotIn(cases[1].id, check._find_failures(cases))
        draft.action_retire()
        self.assertEqual(len(check._find_failures(cases)), 4)

    def test_check_needs_a_condition_of_its_document(self):
        figure = self._create_formula("amount / income")
        with self.assertRaises(ValidationError):
            self._create_check(
                name="Wrong",
                kind="formula",
                model_id=self.model_id,
                formula_id=figure.id,
            )
        condition = self._create_formula("amount > 0", "positive")
        with self.assertRaises(ValidationError):
            self._create_check(name="Wrong", kind="formula", formula_id=condition.id)

    def test_only_listed_and_visible_fields(self):
        variables = self.env["bank.formula.variable"].with_user(self.administrator)
        for path in (
            "message_ids",
            "secret",
            "env",
            "name.id",
            "nothing",
            "user_id",
        ):
            with self.assertRaises(ValidationError):
                variables.create(
                    {"name": "x", "model_id": self.model_id, "field_path": path}
                )
        for name in ("and", "если", "a b", "today", "1a"):
            with self.assertRaises(ValidationError):
                variables.create(
                    {"name": name, "model_id": self.model_id, "field_path": "rate"}
                )

    def test_rights(self):
        formula = self._create_formula("amount / income", in_force=False)
        formulas = self.env["bank.formula"]
        values = {"name": "x", "code": "x", "model_id": self.model_id, "text": "1 + 1"}
        with self.assertRaises(AccessError):
            formulas.with_user(self.employee).create(values)
        for user in (self.employee, self.administrator):
            for method, args in (
                ("write", [formula.ids, {"state": "in_force"}]),
                ("create", [{**values, "state": "in_force"}]),
                ("_evaluate", [formula.ids, []]),
                ("_transition", [formula.ids, "in_force"]),
            ):
                with self.assertRaises(AccessError):
                    call_kw(formulas.with_user(user), method, args, {})
        with self.assertRaises(AccessError):
            formula.with_user(self.employee).action_put_into_force()
        before = self.env["bank.decision"].search_count([("kind", "=", "config")])
        formula.with_user(self.administrator).action_put_into_force()
        self.assertEqual(formula.state, "in_force")
        after = self.env["bank.decision"].search_count([("kind", "=", "config")])
        self.assertGreater(after, before)
