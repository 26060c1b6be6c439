# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a formula means: values, missing, errors, rounding, circles."""

import doctest
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools import (
    formula,
    formula_check,
    formula_graph,
    formula_lexer,
    formula_values,
)
from ..tools.formula import (
    BAD,
    CURRENCY,
    DIV0,
    MISSING,
    NO_CURRENCY,
    RANGE,
    FormulaError,
    FormulaGraph,
    Money,
    Rounding,
    Variable,
    parse,
)

VARIABLES = {
    "debt": Variable(),
    "income": Variable(),
    "выручка": Variable("money"),
    "loan": Variable("money"),
    "pieces": Variable(unit="pcs"),
    "start": Variable("date"),
    "end": Variable("date"),
    "city": Variable("text"),
    "is_new": Variable("boolean"),
}


@tagged("post_install", "-at_install")
class TestFormulaRecord(BaseCase):
    def evaluate(self, text, rounding=None, **record):
        return parse(text, VARIABLES, rounding).evaluate(record)

    def check_value(self, text, value, **record):
        outcome = self.evaluate(text, **record)
        self.assertEqual(outcome.value, value, f"{text}: {outcome}")

    def check_refused(self, text, code, marked):
        with self.assertRaises(FormulaError) as caught:
            parse(text, VARIABLES)
        self.assertEqual(caught.exception.code, code)
        error = caught.exception
        self.assertEqual(text[error.start : error.end], marked)

    def test_examples_in_the_code_hold(self):
        modules = (formula, formula_check, formula_graph, formula_lexer, formula_values)
        for module in modules:
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_order_of_operations(self):
        self.check_value("2 + 3 * 4 - 6 / 2", Decimal("11.00"))
        self.check_value("-2 * -(3 - 5)", Decimal("-4.00"))
        self.check_value("not 1 = 2 and 2 > 1 or 1 > 2", True)
        self.check_value("200 * 15%", Decimal("30.00"))
        self.check_value("1 000 000.5 - 1 000 000", Decimal("0.50"))

    def test_russian_words(self):
        self.check_value("если(1 > 2 или не 3 между 1 и 2; 10; 20)", Decimal("10.00"))
        self.check_value("МАКС(1; 2) в (2, 3)", True)
        outcome = self.evaluate("Выручка / 3", выручка=Money(100, "RUB"))
        self.assertEqual(outcome[1:3], (Decimal("33.33"), "RUB"))

    def test_missing_is_not_zero(self):
        outcome = self.evaluate("debt / income + debt", debt=None, income=None)
        self.assertEqual(outcome.status, MISSING)
        self.assertEqual(outcome.missing, ("debt", "income"))
        self.assertEqual(self.evaluate("debt > 5").status, MISSING)
        self.assertEqual(self.evaluate("if(debt > 5, 1, 2)").missing, ("debt",))

    def test_aggregates_skip_missing(self):
        self.check_value("sum(debt, income)", Decimal("7.00"), debt=7)
        self.check_value("avg(debt, income)", Decimal("7.00"), debt=7)
        self.check_value("min(debt, income)", Decimal("7.00"), debt=7)
        self.check_value("count(debt, income)", Decimal("1.00"), debt=7)
        self.assertEqual(self.evaluate("sum(debt, income)").status, MISSING)
        self.check_value("coalesce(debt, income, 5)", Decimal("5.00"))
        self.check_value("ismissing(debt) and not ismissing(income)", True, income=0)

    def test_logic_decides_in_spite_of_missing(self):
        self.check_value("debt > 5 and 1 > 2", False)
        self.check_value("debt > 5 or 2 > 1", True)
        self.assertEqual(self.evaluate("debt > 5 or 1 > 2").status, MISSING)
        self.check_value("income <> 0 and debt / income > 1", False, debt=1, income=0)

    def test_errors_are_values(self):
        self.assertEqual(self.evaluate("debt / income", debt=1, income=0).status, DIV0)
        money = {"выручка": Money(1, "RUB"), "loan": Money(1, "USD")}
        self.assertEqual(self.evaluate("выручка + loan", **money).status, CURRENCY)
        self.assertEqual(self.evaluate("выручка > loan", **money).status, CURRENCY)
        self.assertEqual(self.evaluate("loan / выручка", **money).status, CURRENCY)
        self.assertEqual(self.evaluate("loan", loan=Money(1, None)).status, NO_CURRENCY)
        self.assertEqual(self.evaluate("debt", debt="12").status, BAD)
        self.assertEqual(self.evaluate("debt", debt=1e18).status, RANGE)
        self.assertEqual(
            self.evaluate("1 + coalesce(1 / debt, 5)", debt=0).status, DIV0
        )
        # an error in the branch that is not taken is none
        self.check_value("if(debt = 0, 0, 1 / debt)", Decimal("0.00"), debt=0)

    def test_money(self):
        loan = Money(Decimal("100.10"), "RUB")
        self.assertEqual(
            self.evaluate("loan * 15%", loan=loan)[1:3], (Decimal("15.02"), "RUB")
        )
        self.check_value("loan / loan", Decimal("1.00"), loan=loan)
        self.check_value("loan > 100 RUB and loan > 0", True, loan=loan)
        self.check_value("loan > 100 USD", None, loan=loan)
        self.check_refused("loan > 1000", "need_currency", "1000")
        self.check_refused("loan + debt", "units", "loan + debt")
        self.check_refused("loan + pieces", "units", "loan + pieces")
        self.assertEqual(parse("loan / pieces", VARIABLES).unit, "money/pcs")

    def test_rounding_comes_before_comparison(self):
        self.check_value("debt / 3 = 0.33", True, debt=1)
        self.check_value("debt > 1", False, debt=1.004)
        for rule, wanted in (("half_up", "0.13"), ("half_even", "0.12")):
            outcome = self.evaluate("debt / 8", Rounding(2, rule), debt=1)
            self.assertEqual(outcome.value, Decimal(wanted))
        # exact in decimals, though the binary fraction is a little less
        self.assertEqual(self.evaluate("debt", debt=1.005).value, Decimal("1.01"))
        self.assertEqual(self.evaluate("debt", debt=-1.005).value, Decimal("-1.01"))
        self.check_value("round(debt / 3, 0)", Decimal("33.00"), debt=100)
        self.check_refused("debt > 0.125", "too_fine", "0.125")

    def test_dates(self):
        dates = {"start": date(2026, 1, 31), "end": date(2026, 2, 28)}
        self.check_value("days(start, end)", Decimal("28.00"), **dates)
        self.check_value("end - start", Decimal("28.00"), **dates)
        self.check_value("months(start, end)", Decimal("1.00"), **dates)
        self.check_value("months(end, start)", Decimal("-1.00"), **dates)
        self.check_value("start = 31.01.2026 and end > 2026-02-27", True, **dates)

    def test_texts(self):
        self.check_value('city in ("Омск", «Тверь»)', True, city="Тверь")
        self.check_value('city <> "Омск"', True, city="Тверь")
        self.check_refused('city > "Омск"', "no_order", 'city > "Омск"')

    def test_refusal_marks_the_place(self):
        self.check_refused("debt + * 2", "unexpected", "*")
        self.check_refused("(debt", "unexpected_end", "")
        self.check_refused("debt + turnover", "unknown_name", "turnover")
        self.check_refused("sqrt(debt)", "unknown_function", "sqrt")
        self.check_refused("round(debt, income)", "literal_only", "income")
        self.check_refused("if(debt, 1, 2)", "wrong_kind", "debt")
        self.check_refused("debt + city", "wrong_kind", "city")
        self.check_refused("30.02.2026 = start", "bad_date", "30.02.2026")
        self.check_refused("1 < debt < 3", "unexpected", "<")
        self.check_refused("max()", "wanted", ")")
        self.check_refused("abs(1, 2)", "argument_count", "abs")
        self.check_refused("if(is_new, missing, missing)", "only_missing",
                           "if(is_new, missing, missing)")  # fmt: skip

    def test_explanation_names_the_parts(self):
        ratio = parse("if(income > 0, debt / income, 0)", VARIABLES)
        rows = ratio.explain({"debt": 10, "income": 4})
        told = [(row["level"], row["text"], row["outcome"].value) for row in rows]
        self.assertEqual(
            told,
            [
                (0, "if(income > 0, debt / income, 0)", Decimal("2.50")),
                (1, "income > 0", True),
                (2, "income", Decimal("4.00")),
                (1, "debt / income", Decimal("2.50")),
                (2, "debt", Decimal("10.00")),
                (2, "income", Decimal("4.00")),
            ],
        )
        self.assertEqual(rows[0]["parts"], [1, 3])

    def test_circle_is_refused_by_name(self):
        needs = {"a": ["x", "b"], "b": ["c"], "c": ["d", "b"], "d": []}
        with self.assertRaisesRegex(FormulaError, "b → c → b"):
            FormulaGraph(needs)
        needs["c"] = ["d"]
        graph = FormulaGraph(needs)
        self.assertEqual(graph.order, ["d", "c", "b", "a"])
        self.assertEqual(graph.get_needed(["b"]), ["d", "c", "b"])

    def test_long_chain_of_formulas_needs_no_deep_stack(self):
        needs = {str(place): [str(place + 1)] for place in range(20_000)}
        self.assertEqual(FormulaGraph(needs).order[0], "19999")
