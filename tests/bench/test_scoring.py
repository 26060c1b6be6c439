# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Loans are judged by what was known on their day, and by nothing later."""

import io
import json
import random
from contextlib import redirect_stdout
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_demo.tools.berka import (
    Account,
    Birth,
    Card,
    Client,
    Disp,
    District,
    Loan,
    Operation,
    Order,
)

from . import bench_scoring
from .scoring_loans import DATED, UNDATED, Loans

DAY = date(1996, 3, 15)


def make_tables(count=1):
    draw, opened = random.Random(4), date(1994, 1, 10)
    district = District(
        1, "Praha", "Prague", 10, 1, 1, 1, 1, 1, Decimal(90), 9000, Decimal(1), None,
        100, 3, None,
    )  # fmt: skip
    numbers = range(1, count + 1)
    outcomes = ["paid", "unpaid", "running", "arrears"]
    found = {
        "district": {1: district},
        "client": {
            n: Client(n, Birth(date(1960, 5, 1), "female"), 1) for n in numbers
        },
        "account": {n: Account(n, 1, "monthly", opened) for n in numbers},
        "disp": {n: Disp(n, n, n, "owner") for n in numbers},
        "loan": {
            n: Loan(n, n, DAY + timedelta(days=n - 1), Decimal(draw.randrange(10_000, 90_000)), 12,
                    Decimal(5000), draw.choice(outcomes))
            for n in numbers
        },
        "card": {}, "order": {}, "trans_test": {},
    }  # fmt: skip
    return {name: SimpleNamespace(records=rows) for name, rows in found.items()}


def operate(number, day, amount, balance):
    return Operation(
        number, 1, day, 1, "cash_in", Decimal(amount), Decimal(balance), "", "", ""
    )


@tagged("post_install", "-at_install")
class TestScoringLoans(BaseCase):
    def _describe(self, tables):
        (loan,) = tables["loan"].records.values()
        return Loans(tables).describe(loan)

    def test_all_that_is_measured_is_described(self):
        found = self._describe(make_tables())
        self.assertEqual(found.keys(), {*DATED, *UNDATED})
        self.assertEqual(found["account_days"], (DAY - date(1994, 1, 10)).days)

    def test_nothing_of_the_day_of_the_loan_or_later_is_known(self):
        tables = make_tables()
        before = self._describe(tables)
        for number, later in enumerate((0, 1, 400)):
            day = DAY + timedelta(days=later)
            operation = operate(number, day, 50_000, -90_000)
            tables["trans_test"].records[number] = operation
            tables["card"].records[number] = Card(number, 1, "gold", day)
        order = Order(1, 1, "AB", "7", Decimal(5000), "loan")
        tables["order"].records[1] = order
        self.assertEqual(self._describe(tables), before)

    def test_what_came_before_is_known(self):
        tables = make_tables()
        tables["trans_test"].records = {
            1: operate(1, DAY - timedelta(days=300), 7_000, 1_000),
            2: operate(2, DAY - timedelta(days=1), 3_000, 4_000),
        }
        card = Card(1, 1, "gold", DAY - timedelta(days=1))
        tables["card"].records[1] = card
        found = self._describe(tables)
        self.assertEqual(found["card"], "gold")
        self.assertEqual(found["operations"], 2)
        self.assertEqual(found["lowest_balance"], 1_000)
        self.assertEqual(found["mean_balance"], 2_500)
        self.assertEqual(found["monthly_income"], 1_000)

    def test_loans_of_unknown_outcome_are_not_judged(self):
        tables = make_tables()
        tables["loan"].records[1] = tables["loan"].records[1]._replace(outcome="")
        self.assertEqual(Loans(tables).rows, [])

    def test_loans_are_judged(self):
        shown = io.StringIO()
        with (
            patch.multiple(bench_scoring, PARTS=3, REPEATS=2, DRAWS=20),
            redirect_stdout(shown),
        ):
            found = bench_scoring.judge(Loans(make_tables(60)))
        self.assertGreater(found["ours_s"], 0)
        self.assertEqual(found["with_operations"], 0)
        lines = shown.getvalue().splitlines()
        rows = [json.loads(line) for line in lines if line.startswith("{")]
        rows = {row["measure"]: row for row in rows}
        self.assertEqual(len(rows), 7)
        self.assertEqual(rows["scoring_dated"]["loans"], 60)
        self.assertEqual(rows["scoring_dated_later"]["loans"], 15)

    def test_the_newest_are_judged_by_the_older_alone(self):
        """What only the newest would teach is not known: large debts go bad there."""
        outcomes = [0, 0, 0, 1] * 15 + [1, 0] * 10
        columns = {"debt": [7.0] * 60 + [9.0, 1.0] * 10}
        shown = io.StringIO()
        with redirect_stdout(shown), patch.object(bench_scoring, "DRAWS", 20):
            bench_scoring.show_later("later", columns, outcomes, np.arange(80))
        found = json.loads(shown.getvalue())
        self.assertEqual((found["loans"], found["bad"]), (20, 10))
        self.assertEqual((found["auc"], found["said"]), (0.5, 0.25))

    def test_a_pass_is_measured(self):
        with patch.multiple(bench_scoring, APPLICATIONS=20, LEARNED=80):
            found = bench_scoring.measure_pass(None, 0)
        self.assertGreater(found["ours_s"], 0)
