# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Formulas that bankers write: parsed by a white list, computed exactly.

>>> ratio = parse("debt / max(income, 1)", {"debt": Variable(), "income": Variable()})
>>> ratio.evaluate({"debt": 10, "income": 3}).value
Decimal('3.33')
>>> ratio.evaluate({"debt": None, "income": 3}).reason
'no data: debt'

Nothing of a formula is ever given to Python's own parser or evaluator. The grammar
is described for bankers in ``docs/formula.md``.
"""

from .formula_check import check_nodes, name_unit
from .formula_columns import Column, ColumnOutcome, make_column, run_columns
from .formula_graph import FormulaGraph
from .formula_lexer import KEYWORDS, PROBLEMS, FormulaError
from .formula_parser import FUNCTIONS, GRAMMAR_VERSION, parse_nodes
from .formula_record import finish, run_record
from .formula_values import (
    BAD,
    CURRENCY,
    DIV0,
    MISSING,
    NO_CURRENCY,
    OK,
    RANGE,
    STATUS_NAMES,
    STATUS_REASONS,
    Money,
    Outcome,
    Rounding,
    Variable,
)

__all__ = [
    "BAD",
    "CURRENCY",
    "DIV0",
    "FUNCTIONS",
    "GRAMMAR_VERSION",
    "KEYWORDS",
    "MISSING",
    "NO_CURRENCY",
    "OK",
    "PROBLEMS",
    "RANGE",
    "STATUS_NAMES",
    "STATUS_REASONS",
    "Column",
    "ColumnOutcome",
    "Formula",
    "FormulaError",
    "FormulaGraph",
    "Money",
    "Outcome",
    "Rounding",
    "Variable",
    "make_column",
    "parse",
]


class Formula:
    """A compiled formula. Immutable; made by :func:`parse`.

    :ivar names: the variables it uses, in the order of their appearance
    :ivar currencies: codes of the currencies it names
    :ivar kind: kind of its result (number, date, text, boolean)
    :ivar unit: unit of its result as a word, "1" for a plain number
    """

    def __init__(self, text, nodes, variables, rounding):
        self.text = text
        self.nodes = nodes
        self.variables = variables
        self.rounding = rounding
        names = [node.value for node in nodes if node.op == "name"]
        self.names = tuple(dict.fromkeys(names))
        self.currencies = tuple(
            dict.fromkeys(node.currency for node in nodes if node.currency)
        )
        self.kind = nodes[-1].kind
        self.unit = name_unit(nodes[-1].unit)
        self.last_use = {
            arg: index for index, node in enumerate(nodes) for arg in node.args
        }

    @property
    def is_money(self):
        return self.unit == "money"

    def as_variable(self):
        """Return the Variable under which other formulas use the result."""
        if self.kind != "number":
            return Variable(self.kind)
        return Variable("money") if self.is_money else Variable(unit=self.free_unit)

    @property
    def free_unit(self):
        return "" if self.unit == "1" else self.unit

    def evaluate(self, record):
        """Return the Outcome over one record: ``{name: value or None}``.

        Amounts are given as :class:`Money`. Never raises for data.
        """
        return finish(self, self.nodes[-1], run_record(self, record)[-1])

    def evaluate_columns(self, columns, size):
        """Return the ColumnOutcome over ``{name: Column}`` of ``size`` rows."""
        return run_columns(self, columns, size)

    def explain(self, record):
        """Return the value with its parts, the whole first.

        A list of dicts: ``place`` and ``parts`` (numbers in this list), ``text`` as
        written, ``outcome``, ``level``; literals are left out.
        """
        cells = run_record(self, record)
        rows = []
        stack = [(len(self.nodes) - 1, 0, None)]
        while stack:
            index, level, owner = stack.pop()
            node = self.nodes[index]
            if node.op in ("number", "date", "text", "boolean", "missing") and rows:
                continue
            row = {
                "place": len(rows),
                "level": level,
                "text": self.text[node.start : node.end],
                "outcome": finish(self, node, cells[index]),
                "parts": [],
            }
            if owner is not None:
                rows[owner]["parts"].append(row["place"])
            rows.append(row)
            stack += [(arg, level + 1, row["place"]) for arg in reversed(node.args)]
        return rows


def parse(text, variables, rounding=None):
    """Return the compiled Formula; raises FormulaError with the place marked.

    :param variables: ``{name: Variable}``: the only names the formula may use
    :param rounding: Rounding by which numbers are compared and given
    """
    rounding = rounding or Rounding()
    variables = {name.lower(): variable for name, variable in variables.items()}
    nodes = parse_nodes(text)
    check_nodes(text, nodes, variables, rounding.digits)
    return Formula(text, nodes, variables, rounding)
