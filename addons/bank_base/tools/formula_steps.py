# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The steps of a formula over columns, whatever arithmetic the numbers are in.

Mirrors ``formula_record`` operation by operation; status and currency are one value
for all rows wherever they can be.
"""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from .formula_values import BOOLEAN, CURRENCY, DATE, DIV0, MISSING, NUMBER, OK, TEXT

FINE = np.uint8(OK)
DAY, MONTH = "datetime64[D]", "datetime64[M]"


class Cells(NamedTuple):
    """Values of one step for all rows: each part one value or an array."""

    status: object
    value: object
    currency: object = 0


def is_one(value):
    """Return whether a part is one value for all rows."""
    return np.ndim(value) == 0


def get_worst(statuses):
    """Return the gravest status of each row."""
    worst = FINE
    for status in statuses:
        if not (is_one(status) and status == OK):
            worst = (
                status if is_one(worst) and worst == OK else np.maximum(worst, status)
            )
    return worst


class Steps:
    """One method an operation, as in ``formula_record``."""

    def __init__(self, formula, arithmetic, sources, rows):
        self.nodes = formula.nodes
        self.last_use = formula.last_use
        self.arithmetic = arithmetic
        self.sources = sources
        self.rows = rows
        self.cells = []
        self.loaded = {}

    def run(self):
        """Return the cells of the last node; memory of the others is let go early."""
        for index, node in enumerate(self.nodes):
            self.cells.append(getattr(self, f"do_{node.op}")(node))
            for arg in node.args:
                if self.last_use[arg] == index:
                    self.cells[arg] = None
        return self.cells[-1]

    def get_args(self, node):
        return [self.cells[index] for index in node.args]

    def get_neutral(self, kind):
        if kind == NUMBER:
            return self.arithmetic.literal(Fraction(0))
        return {DATE: np.int64(0), TEXT: np.array(None), BOOLEAN: np.bool_(False)}[kind]

    def select(self, kind, condition, yes, no):
        if kind == NUMBER:
            return self.arithmetic.select(condition, yes, no)
        return np.where(condition, yes, no)

    # ------------------------------------------------------------
    # Leaves
    # ------------------------------------------------------------

    def do_number(self, node):
        place = self.sources.get_place(node.currency) if node.currency else 0
        return Cells(FINE, self.arithmetic.literal(node.value), place)

    def do_date(self, node):
        return Cells(FINE, np.datetime64(node.value, "D").astype(np.int64))

    def do_text(self, node):
        return Cells(FINE, np.array(node.value, dtype=object))

    def do_boolean(self, node):
        return Cells(FINE, np.bool_(node.value))

    def do_missing(self, node):
        return Cells(np.uint8(MISSING), self.get_neutral(node.kind))

    def do_name(self, node):
        if node.value not in self.loaded:
            status, value, currency = self.sources.load(
                node, self.rows, self.arithmetic
            )
            if value is None:
                value = self.get_neutral(node.kind)
            self.loaded[node.value] = Cells(status, value, currency)
        return self.loaded[node.value]

    # ------------------------------------------------------------
    # What several operations share
    # ------------------------------------------------------------

    def merge(self, cells):
        """Return (status, currency) of values that are needed together."""
        status = get_worst([cell.status for cell in cells])
        currency = 0
        for cell in cells:
            status, currency = _merge_currency(status, currency, cell.currency)
        return status, currency

    def combine(self, node, function):
        cells = self.get_args(node)
        status, currency = self.merge(cells)
        value = function(*(cell.value for cell in cells))
        return Cells(status, value, currency if node.unit else 0)

    def aggregate(self, node, function):
        """Apply a function to the values and to which of them are there."""
        cells = self.get_args(node)
        present = [_not_missing(cell.status) for cell in cells]
        everywhere = all(is_one(there) and there for there in present)
        if everywhere:
            status, currency = self.merge(cells)
        else:
            status, currency = self.merge(
                [_hide(cell, there) for cell, there in zip(cells, present)]
            )
            nothing = ~np.logical_or.reduce(np.broadcast_arrays(*present))
            status = np.where(nothing, np.uint8(MISSING), status)
        value = function([cell.value for cell in cells], present, everywhere)
        return Cells(status, value, currency if node.unit else 0)

    # ------------------------------------------------------------
    # Numbers
    # ------------------------------------------------------------

    def do_add(self, node):
        return self.combine(node, self.arithmetic.add)

    def do_sub(self, node):
        return self.combine(node, self.arithmetic.subtract)

    def do_mul(self, node):
        return self.combine(node, self.arithmetic.multiply)

    def do_div(self, node):
        left, right = self.get_args(node)
        status, currency = self.merge([left, right])
        is_zero = self.arithmetic.is_zero(right.value) & (right.status == OK)
        if is_zero.any():
            status = np.maximum(status, is_zero * np.uint8(DIV0))
        value = self.arithmetic.divide(left.value, right.value)
        return Cells(status, value, currency if node.unit else 0)

    def do_neg(self, node):
        return self.combine(node, self.arithmetic.negate)

    def do_abs(self, node):
        return self.combine(node, self.arithmetic.absolute)

    def do_round(self, node):
        return self.combine(
            node, lambda value: self.arithmetic.round(value, node.value)
        )

    def do_sum(self, node):
        return self.aggregate(node, self.add_present)

    def add_present(self, values, present, everywhere):
        if not everywhere:
            zero = self.arithmetic.literal(Fraction(0))
            values = [
                self.arithmetic.select(there, value, zero)
                for value, there in zip(values, present)
            ]
        total = values[0]
        for value in values[1:]:
            total = self.arithmetic.add(total, value)
        return total

    def do_avg(self, node):
        return self.aggregate(node, self.average_present)

    def average_present(self, values, present, everywhere):
        total = self.add_present(values, present, everywhere)
        if everywhere:
            count = self.arithmetic.literal(Fraction(len(values)))
        else:
            count = self.arithmetic.load_whole(
                np.maximum(_count(present), 1), len(values)
            )
        return self.arithmetic.divide(total, count)

    def do_min(self, node):
        return self.aggregate(node, self.get_chooser(self.arithmetic.minimum))

    def do_max(self, node):
        return self.aggregate(node, self.get_chooser(self.arithmetic.maximum))

    def get_chooser(self, choose):
        def choose_present(values, present, everywhere):
            best, is_set = values[0], present[0]
            for value, there in zip(values[1:], present[1:]):
                chosen = choose(best, value)
                if not everywhere:
                    select = self.arithmetic.select
                    chosen = select(is_set & there, chosen, select(there, value, best))
                    is_set = is_set | there
                best = chosen
            return best

        return choose_present

    def do_count(self, node):
        cells = self.get_args(node)
        present = [_not_missing(cell.status) for cell in cells]
        status = get_worst(
            [np.where(cell.status == MISSING, FINE, cell.status) for cell in cells]
        )
        return Cells(status, self.arithmetic.load_whole(_count(present), len(cells)))

    # ------------------------------------------------------------
    # Comparisons: on rounded numbers
    # ------------------------------------------------------------

    def compare(self, node, function):
        cells = self.get_args(node)
        status, _currency = self.merge(cells)
        values = [cell.value for cell in cells]
        if self.nodes[node.args[0]].kind == NUMBER:
            values = [self.arithmetic.scale(value) for value in values]
        return Cells(status, np.asarray(function(*values), dtype=bool))

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
        return self.compare(
            node, lambda value, low, high: (low <= value) & (value <= high)
        )

    def do_in(self, node):
        return self.compare(node, _is_among)

    def do_notin(self, node):
        return self.compare(node, lambda *values: ~_is_among(*values))

    # ------------------------------------------------------------
    # Logic
    # ------------------------------------------------------------

    def decide(self, node, deciding):
        cells = self.get_args(node)
        status = get_worst([cell.status for cell in cells])
        if is_one(status) and status == OK:
            join = np.logical_or if deciding else np.logical_and
            return Cells(status, join(*(cell.value for cell in cells)))
        decided = np.bool_(False)
        for cell in cells:
            decided = decided | ((cell.status == OK) & (cell.value == deciding))
        value = decided if deciding else ~decided
        return Cells(np.where(decided, FINE, status), value)

    def do_and(self, node):
        return self.decide(node, False)

    def do_or(self, node):
        return self.decide(node, True)

    def do_not(self, node):
        return self.combine(node, np.logical_not)

    def do_if(self, node):
        condition, yes, no = self.get_args(node)
        chosen = condition.value
        value = self.select(node.kind, chosen, yes.value, no.value)
        status = _select_part(chosen, yes.status, no.status)
        if not (is_one(condition.status) and condition.status == OK):
            status = np.where(condition.status == OK, status, condition.status)
        return Cells(status, value, _select_part(chosen, yes.currency, no.currency))

    def do_coalesce(self, node):
        first, *others = self.get_args(node)
        for other in others:
            there = _not_missing(first.status)
            first = Cells(
                _select_part(there, first.status, other.status),
                self.select(node.kind, there, first.value, other.value),
                _select_part(there, first.currency, other.currency),
            )
        return first

    def do_ismissing(self, node):
        (cell,) = self.get_args(node)
        is_missing = np.asarray(cell.status == MISSING)
        return Cells(np.where(is_missing, FINE, cell.status), is_missing)

    # ------------------------------------------------------------
    # Dates
    # ------------------------------------------------------------

    def do_days(self, node):
        return self.combine(
            node, lambda start, end: self.arithmetic.load_whole(end - start, 10**7)
        )

    def do_months(self, node):
        return self.combine(node, self.count_months)

    def count_months(self, start, end):
        """As ``formula_values.count_months``, for days since 1970."""
        low, high = np.minimum(start, end), np.maximum(start, end)
        low_day, high_day = low.astype(DAY), high.astype(DAY)
        low_month, high_month = low_day.astype(MONTH), high_day.astype(MONTH)
        months = (high_month - low_month).astype(np.int64)
        low_place = (low_day - low_month.astype(DAY)).astype(np.int64)
        high_place = (high_day - high_month.astype(DAY)).astype(np.int64)
        last_place = ((high_month + 1).astype(DAY) - high_month.astype(DAY)).astype(
            np.int64
        ) - 1
        months = months - (high_place < np.minimum(low_place, last_place))
        return self.arithmetic.load_whole(
            np.where(start <= end, months, -months), 10**6
        )


def _merge_currency(status, currency, other):
    """Return (status, currency) after one more value joins; 0 goes with any."""
    if is_one(currency) and is_one(other):
        if currency == other or not other:
            return status, currency
        if not currency:
            return status, other
    clash = (currency != other) & (currency != 0) & (other != 0) & (status == OK)
    if np.any(clash):
        status = np.where(clash, np.uint8(CURRENCY), status)
    return status, np.where(currency == 0, other, currency)


def _hide(cell, there):
    """Return a cell without status and currency where it is missing."""
    if is_one(there) and there:
        return cell
    return Cells(
        np.where(there, cell.status, FINE), None, np.where(there, cell.currency, 0)
    )


def _not_missing(status):
    return np.bool_(status != MISSING) if is_one(status) else status != MISSING


def _count(present):
    return np.sum(np.broadcast_arrays(*present), axis=0, dtype=np.int64)


def _select_part(condition, yes, no):
    if is_one(yes) and is_one(no) and yes == no:
        return yes
    return np.where(condition, yes, no)


def _is_among(value, *others):
    found = np.asarray(value == others[0], dtype=bool)
    for other in others[1:]:
        found = found | np.asarray(value == other, dtype=bool)
    return found
