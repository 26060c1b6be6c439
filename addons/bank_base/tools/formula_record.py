# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A formula over one record, in exact fractions: the definition of its result.

Whatever computes over columns must give the same; tests compare the two.
"""

from fractions import Fraction
from typing import NamedTuple

from .formula_values import (
    BAD,
    BOOLEAN,
    CURRENCY,
    DATE,
    DIV0,
    HUGE,
    MISSING,
    NO_CURRENCY,
    NUMBER,
    OK,
    RANGE,
    TEXT,
    Money,
    Outcome,
    count_months,
    read_number,
    read_plain,
    to_decimal,
)

NEUTRAL = {NUMBER: Fraction(0), DATE: None, TEXT: None, BOOLEAN: False, None: None}


class Cell(NamedTuple):
    """Value of one step; ``missing`` names the inputs it lacks."""

    status: int
    value: object
    currency: str | None = None
    missing: frozenset = frozenset()

    @property
    def is_ok(self):
        return self.status == OK


def run_record(formula, record):
    """Return the cells of all nodes of a compiled formula over a dict of inputs."""
    run = _Run(formula, record)
    for node in formula.nodes:
        run.cells.append(getattr(run, f"do_{node.op}")(node))
    return run.cells


def finish(formula, node, cell):
    """Return the Outcome of a cell: rounded by the rule of the formula."""
    status, value = cell.status, cell.value
    if status == OK and node.kind == NUMBER:
        value = formula.rounding.apply(value)
        status = RANGE if abs(value) >= HUGE else OK
        value = to_decimal(value, formula.rounding.digits)
    if status != OK:
        missing = tuple(sorted(cell.missing)) if status == MISSING else ()
        return Outcome(status, None, None, missing)
    return Outcome(OK, value, cell.currency if node.unit else None)


class _Run:
    """One method an operation; each takes the node and returns its cell."""

    def __init__(self, formula, record):
        self.formula = formula
        self.rounding = formula.rounding
        self.record = record
        self.cells = []

    def get_args(self, node):
        return [self.cells[index] for index in node.args]

    # ------------------------------------------------------------
    # Leaves
    # ------------------------------------------------------------

    def do_number(self, node):
        return Cell(OK, node.value, node.currency)

    def do_date(self, node):
        return Cell(OK, node.value)

    do_text = do_date
    do_boolean = do_date

    def do_missing(self, node):
        return Cell(MISSING, NEUTRAL[node.kind])

    def do_name(self, node):
        variable = self.formula.variables[node.value]
        given, currency = self.record.get(node.value), None
        if isinstance(given, Outcome):
            # the error of another formula
            return Cell(given.status, NEUTRAL[node.kind])
        if node.kind != NUMBER:
            status, value = read_plain(node.kind, given)
        elif variable.kind == "money":
            status, value, currency = self.read_money(given)
        else:
            status, value = read_number(given)
        if status != OK:
            missing = frozenset([node.value] if status == MISSING else [])
            return Cell(status, NEUTRAL[node.kind], None, missing)
        return Cell(OK, value, currency)

    def read_money(self, given):
        if given is None:
            return MISSING, None, None
        if given == 0 and not isinstance(given, (bool, Money)):
            return OK, Fraction(0), None  # the result of another formula
        if not isinstance(given, Money):
            return BAD, None, None
        status, value = read_number(given.amount)
        if status == OK and not given.currency:
            return NO_CURRENCY, None, None
        return status, value, given.currency if status == OK else None

    # ------------------------------------------------------------
    # What several operations share
    # ------------------------------------------------------------

    def merge(self, cells):
        """Return (status, currency, missing) of values that are needed together.

        A bare zero has no currency and goes with any.
        """
        status = max(cell.status for cell in cells)
        if status == MISSING:
            missing = frozenset().union(*(cell.missing for cell in cells))
            return status, None, missing
        currencies = {cell.currency for cell in cells if cell.currency}
        if status != OK or len(currencies) > 1:
            return status or CURRENCY, None, frozenset()
        return OK, currencies.pop() if currencies else None, frozenset()

    def combine(self, node, function):
        """Apply a function of exact values where nothing is missing or wrong."""
        cells = self.get_args(node)
        status, currency, missing = self.merge(cells)
        value = NEUTRAL[node.kind]
        if status == OK:
            value = function(*(cell.value for cell in cells))
        return Cell(status, value, currency if node.unit else None, missing)

    def aggregate(self, node, function):
        """Apply a function to the list of the values that are there."""
        cells = self.get_args(node)
        present = [cell for cell in cells if cell.status != MISSING]
        if not present:
            return Cell(MISSING, Fraction(0), None, self.merge(cells)[2])
        status, currency, missing = self.merge(present)
        value = Fraction(0)
        if status == OK:
            value = function([cell.value for cell in present])
        return Cell(status, value, currency if node.unit else None, missing)

    # ------------------------------------------------------------
    # Numbers
    # ------------------------------------------------------------

    def do_add(self, node):
        return self.combine(node, lambda left, right: left + right)

    def do_sub(self, node):
        return self.combine(node, lambda left, right: left - right)

    def do_mul(self, node):
        return self.combine(node, lambda left, right: left * right)

    def do_div(self, node):
        left, right = self.get_args(node)
        if right.is_ok and right.value == 0:
            return Cell(max(DIV0, self.merge([left, right])[0]), Fraction(0))
        return self.combine(node, lambda over, under: over / under)

    def do_neg(self, node):
        return self.combine(node, lambda value: -value)

    def do_abs(self, node):
        return self.combine(node, abs)

    def do_round(self, node):
        return self.combine(node, lambda value: self.rounding.apply(value, node.value))

    def do_sum(self, node):
        return self.aggregate(node, sum)

    def do_avg(self, node):
        return self.aggregate(node, lambda values: sum(values) / len(values))

    def do_min(self, node):
        return self.aggregate(node, min)

    def do_max(self, node):
        return self.aggregate(node, max)

    def do_count(self, node):
        cells = self.get_args(node)
        status = max(cell.status for cell in cells)
        if status > MISSING:
            return Cell(status, Fraction(0))
        return Cell(OK, Fraction(sum(cell.is_ok for cell in cells)))

    # ------------------------------------------------------------
    # Comparisons: on rounded numbers
    # ------------------------------------------------------------

    def compare(self, node, function):
        is_number = self.formula.nodes[node.args[0]].kind == NUMBER

        def compare_keys(*values):
            keys = [self.rounding.scale(value) for value in values]
            return function(*keys)

        return self.combine(node, compare_keys if is_number else function)

    def do_eq(self, node):
        return self.compare(node, lambda left, right: left == right)

    def do_ne(self, node):
        return self.compare(node, lambda left, right: left != right)

    def do_lt(self, node):
        return self.compare(node, lambda left, right: left < right)

    def do_le(self, node):
        return self.compare(node, lambda left, right: left <= right)

    def do_gt(self, node):
        return self.compare(node, lambda left, right: left > right)

    def do_ge(self, node):
        return self.compare(node, lambda left, right: left >= right)

    def do_between(self, node):
        return self.compare(node, lambda value, low, high: low <= value <= high)

    def do_in(self, node):
        return self.compare(node, lambda value, *others: value in others)

    def do_notin(self, node):
        return self.compare(node, lambda value, *others: value not in others)

    # ------------------------------------------------------------
    # Logic: a certain "no" decides an "and", whatever the other side is
    # ------------------------------------------------------------

    def decide(self, node, deciding):
        cells = self.get_args(node)
        if any(cell.is_ok and cell.value is deciding for cell in cells):
            return Cell(OK, deciding)
        status, _currency, missing = self.merge(cells)
        return Cell(status, status == OK and not deciding, None, missing)

    def do_and(self, node):
        return self.decide(node, False)

    def do_or(self, node):
        return self.decide(node, True)

    def do_not(self, node):
        return self.combine(node, lambda value: not value)

    def do_if(self, node):
        condition, yes, no = self.get_args(node)
        if not condition.is_ok:
            return Cell(condition.status, NEUTRAL[node.kind], None, condition.missing)
        return yes if condition.value else no

    def do_coalesce(self, node):
        cells = self.get_args(node)
        for cell in cells:
            if cell.status != MISSING:
                return cell
        return Cell(MISSING, NEUTRAL[node.kind], None, self.merge(cells)[2])

    def do_ismissing(self, node):
        (cell,) = self.get_args(node)
        if cell.status > MISSING:
            return Cell(cell.status, False)
        return Cell(OK, cell.status == MISSING)

    # ------------------------------------------------------------
    # Dates
    # ------------------------------------------------------------

    def do_days(self, node):
        return self.combine(node, lambda start, end: Fraction((end - start).days))

    def do_months(self, node):
        return self.combine(node, lambda start, end: Fraction(count_months(start, end)))
