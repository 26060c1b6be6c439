# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tokens of a formula into nodes: a parser with bounded depth and size.

Nodes come out in the order of evaluation and name their operands by number, so
that whatever walks them later needs no recursion.
"""

from dataclasses import dataclass
from fractions import Fraction

from .formula_lexer import FormulaError, tokenize

MAX_DEPTH = 40
MAX_NODES = 400
GRAMMAR_VERSION = 1
MIN_PLACES, MAX_PLACES = -6, 12

# name → (operation, fewest values, most values or None)
FUNCTIONS = {
    "if": ("if", 3, 3),
    "если": ("if", 3, 3),
    "min": ("min", 1, None),
    "мин": ("min", 1, None),
    "max": ("max", 1, None),
    "макс": ("max", 1, None),
    "sum": ("sum", 1, None),
    "сумма": ("sum", 1, None),
    "avg": ("avg", 1, None),
    "среднее": ("avg", 1, None),
    "count": ("count", 1, None),
    "счёт": ("count", 1, None),
    "abs": ("abs", 1, 1),
    "модуль": ("abs", 1, 1),
    "round": ("round", 2, 2),
    "округл": ("round", 2, 2),
    "coalesce": ("coalesce", 2, None),
    "ifmissing": ("coalesce", 2, None),
    "еслипусто": ("coalesce", 2, None),
    "ismissing": ("ismissing", 1, 1),
    "нетданных": ("ismissing", 1, 1),
    "days": ("days", 2, 2),
    "дней": ("days", 2, 2),
    "months": ("months", 2, 2),
    "месяцев": ("months", 2, 2),
}
COMPARISONS = {"=": "eq", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
# operator → (how tight it binds, operation); comparisons do not chain
BINARY = {
    "or": (1, "or"),
    "and": (2, "and"),
    **{sign: (4, operation) for sign, operation in COMPARISONS.items()},
    "between": (4, "between"),
    "in": (4, "in"),
    "not": (4, "notin"),
    "+": (5, "add"),
    "-": (5, "sub"),
    "*": (6, "mul"),
    "/": (6, "div"),
}
NOT_POWER, COMPARE_POWER, SIGN_POWER = 3, 4, 7


@dataclass(slots=True)
class Node:
    """One step of a formula.

    :ivar op: name of the operation
    :ivar args: numbers of the operand nodes
    :ivar value: literal, name of the variable or decimal places
    :ivar currency: code of a literal amount
    """

    op: str
    args: tuple
    start: int
    end: int
    value: object = None
    currency: str | None = None
    # filled by the check of kinds
    kind: str | None = None
    unit: tuple = ()
    is_free: bool = False


def parse_nodes(text):
    """Return the nodes of a formula, the last one its result; raises FormulaError."""
    parser = _Parser(text)
    parser.parse_expression(0)
    if parser.token.kind != "end":
        parser.refuse_token()
    return parser.nodes


class _Parser:
    """Precedence climbing over the tokens: two frames of Python a level."""

    def __init__(self, text):
        self.text = text
        self.tokens = tokenize(text)
        self.place = 0
        self.depth = 0
        self.nodes = []

    @property
    def token(self):
        return self.tokens[self.place]

    def advance(self):
        token = self.token
        self.place += 1
        return token

    def fail(self, code, start, end, **params):
        raise FormulaError(code, self.text, start, end, **params)

    def refuse_token(self, wanted=None):
        token = self.token
        if token.kind == "end":
            self.fail(
                "unexpected_end", token.start, token.end, wanted=wanted or "a value"
            )
        if wanted:
            self.fail(
                "wanted", token.start, token.end, found=token.source, wanted=wanted
            )
        self.fail("unexpected", token.start, token.end, found=token.source)

    def is_at(self, value):
        token = self.token
        return token.kind in ("operator", "keyword") and token.value == value

    def expect(self, value):
        if not self.is_at(value):
            self.refuse_token(wanted=f"“{value}”")
        return self.advance()

    def add_node(self, op, args, start, end, **values):
        if len(self.nodes) >= MAX_NODES:
            self.fail("too_big", start, end, limit=MAX_NODES)
        self.nodes.append(Node(op, tuple(args), start, end, **values))
        return len(self.nodes) - 1

    # ------------------------------------------------------------
    # Expressions
    # ------------------------------------------------------------

    def parse_expression(self, power):
        """Parse what binds tighter than ``power``; return the number of its node."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail("too_deep", self.token.start, self.token.end, limit=MAX_DEPTH)
        left = self.parse_prefix()
        while (step := self.get_binary()) and step[0] > power:
            left = self.parse_binary(left, *step)
            following = self.get_binary()
            # a < b < c means nothing to a banker, so it is not accepted
            if step[0] == COMPARE_POWER == (following or step)[0] and following:
                self.refuse_token()
        self.depth -= 1
        return left

    def get_binary(self):
        token = self.token
        if token.kind not in ("operator", "keyword"):
            return None
        return BINARY.get(token.value)

    def parse_binary(self, left, power, op):
        start = self.nodes[left].start
        self.advance()
        if op == "notin":
            self.expect("in")
        if op in ("in", "notin"):
            self.expect("(")
            args = [left, *self.parse_arguments()]
        elif op == "between":
            args = [left, self.parse_expression(COMPARE_POWER)]
            self.expect("and")
            args.append(self.parse_expression(COMPARE_POWER))
        else:
            args = [left, self.parse_expression(power)]
        return self.add_node(op, args, start, self.tokens[self.place - 1].end)

    def parse_prefix(self):
        token = self.advance()
        if token.kind == "operator" and token.value in "+-":
            return self.parse_sign(token)
        if token.kind == "operator" and token.value == "(":
            inner = self.parse_expression(0)
            self.expect(")")
            return inner
        if token.kind == "keyword" and token.value == "not":
            inner = self.parse_expression(NOT_POWER)
            return self.add_node("not", [inner], token.start, self.nodes[inner].end)
        if token.kind == "number":
            return self.parse_number(token)
        if token.kind in ("date", "text"):
            return self.add_literal(token.kind, token)
        if token.kind == "name":
            return self.parse_name(token)
        if token.kind == "keyword" and token.value in ("true", "false", "missing"):
            return self.add_literal(token.value, token)
        self.place -= 1
        return self.refuse_token()

    def add_literal(self, op, token):
        value = token.value
        if op in ("true", "false"):
            op, value = "boolean", token.value == "true"
        return self.add_node(op, (), token.start, token.end, value=value)

    def parse_sign(self, token):
        inner = self.parse_expression(SIGN_POWER)
        node = self.nodes[inner]
        if token.value == "+":
            return inner
        if node.op == "number":
            node.value, node.start = -node.value, token.start
            return inner
        return self.add_node("neg", [inner], token.start, node.end)

    def parse_number(self, token):
        """Parse 1000, 15% or 1000 RUB."""
        value, end, currency = token.value, token.end, None
        if self.is_at("%"):
            value, end = value / Fraction(100), self.advance().end
        elif self.token.kind == "name" and _is_currency(self.token.source):
            currency = self.token.source
            end = self.advance().end
        return self.add_node(
            "number", (), token.start, end, value=value, currency=currency
        )

    # ------------------------------------------------------------
    # Names and functions
    # ------------------------------------------------------------

    def parse_name(self, token):
        name = token.source.lower()
        if not self.is_at("("):
            return self.add_node("name", (), token.start, token.end, value=name)
        if name not in FUNCTIONS:
            self.fail(
                "unknown_function",
                token.start,
                token.end,
                found=token.source,
                known=", ".join(FUNCTIONS),
            )
        self.advance()
        op, fewest, most = FUNCTIONS[name]
        if op == "round":
            return self.parse_round(token)
        args = self.parse_arguments()
        self.check_count(token, len(args), fewest, most)
        end = self.tokens[self.place - 1].end
        return self.add_node(op, args, token.start, end)

    def check_count(self, token, given, fewest, most):
        if given < fewest or (most is not None and given > most):
            wanted = str(fewest) if fewest == most else f"{fewest}+"
            self.fail(
                "argument_count",
                token.start,
                token.end,
                found=token.source,
                wanted=wanted,
                given=given,
            )

    def parse_arguments(self):
        """Parse values up to the closing bracket; the opening one is behind."""
        if self.is_at(")"):
            self.refuse_token(wanted="a value")
        args = [self.parse_expression(0)]
        while self.is_at(","):
            self.advance()
            args.append(self.parse_expression(0))
        self.expect(")")
        return args

    def parse_round(self, token):
        inner = self.parse_expression(0)
        self.expect(",")
        sign = -1 if self.is_at("-") and self.advance() else 1
        places = self.token
        if places.kind != "number" or places.value.denominator != 1:
            self.fail("literal_only", places.start, places.end)
        self.advance()
        value = sign * int(places.value)
        if not MIN_PLACES <= value <= MAX_PLACES:
            self.fail("literal_only", places.start, places.end)
        end = self.expect(")").end
        return self.add_node("round", [inner], token.start, end, value=value)


def _is_currency(source):
    return (
        len(source) == 3 and source.isascii() and source.isalpha() and source.isupper()
    )
