# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kinds and units of every step of a formula, settled before it is ever run.

A formula that adds a date to an amount is refused when it is written, with the
place marked; only currencies, which differ from row to row, are left for the run.
"""

from fractions import Fraction

from .formula_lexer import FormulaError
from .formula_values import BOOLEAN, DATE, MONEY_UNIT, NUMBER, TEXT

ORDERED = ("lt", "le", "gt", "ge", "between")


def check_nodes(text, nodes, variables, digits):
    """Fill kind and unit of the nodes; raises FormulaError.

    :param variables: {lower-case name: Variable}
    :param digits: places to which the formula rounds before a comparison
    """
    checker = _Checker(text, nodes, variables, digits)
    for node in nodes:
        getattr(checker, f"check_{node.op}", checker.check_mixed)(node)
    if nodes[-1].kind is None:
        checker.fail("only_missing", nodes[-1])


def name_unit(unit):
    """Return a unit as a word: money, pcs, money/pcs, 1 for a plain number.

    >>> name_unit((("money", 1), ("pcs", -1))), name_unit(())
    ('money/pcs', '1')
    """
    over = [_name_power(name, power) for name, power in unit if power > 0]
    under = [_name_power(name, -power) for name, power in unit if power < 0]
    return "/".join(["·".join(over) or "1", *under])


def _name_power(name, power):
    return name if power == 1 else f"{name}^{power}"


class _Checker:
    """One method an operation; whatever has none works on values of one kind."""

    def __init__(self, text, nodes, variables, digits):
        self.text = text
        self.nodes = nodes
        self.variables = variables
        self.digits = digits

    def fail(self, code, node, **params):
        raise FormulaError(code, self.text, node.start, node.end, **params)

    def get_args(self, node):
        return [self.nodes[index] for index in node.args]

    def want(self, node, kind):
        """Refuse another kind; *missing* takes the kind that is wanted."""
        if node.kind is None:
            node.kind = kind
            node.is_free = True
        elif node.kind != kind:
            self.fail("wrong_kind", node, wanted=kind, found=node.kind)

    # ------------------------------------------------------------
    # Leaves
    # ------------------------------------------------------------

    def check_number(self, node):
        node.kind = NUMBER
        node.unit = MONEY_UNIT if node.currency else ()
        node.is_free = not node.currency

    def check_date(self, node):
        node.kind = DATE

    def check_text(self, node):
        node.kind = TEXT

    def check_boolean(self, node):
        node.kind = BOOLEAN

    def check_missing(self, node):
        node.kind = None

    def check_name(self, node):
        variable = self.variables.get(node.value)
        if variable is None:
            known = ", ".join(sorted(self.variables)[:30]) or "-"
            found = self.text[node.start : node.end][:60]
            self.fail("unknown_name", node, found=found, known=known)
        node.kind, node.unit = variable.base_kind, variable.unit_powers

    # ------------------------------------------------------------
    # One kind and one unit
    # ------------------------------------------------------------

    def unify(self, node, args):
        """Settle kind and unit that all operands share; return the kind."""
        kinds = {arg.kind for arg in args if arg.kind}
        if len(kinds) > 1:
            left, right = sorted(kinds)
            self.fail("kinds", node, left=left, right=right)
        kind = kinds.pop() if kinds else None
        fixed = [arg for arg in args if arg.kind and not arg.is_free]
        unit = fixed[0].unit if fixed else ()
        for arg in args:
            if arg.kind is None:
                arg.kind, arg.unit = kind, unit
            elif arg.is_free:
                self.check_free(arg, unit)
            elif arg.unit != unit:
                names = name_unit(unit), name_unit(arg.unit)
                self.fail("units", node, left=names[0], right=names[1])
        node.unit = unit
        node.is_free = kind == NUMBER and not fixed
        return kind

    def check_free(self, node, unit):
        """A bare number takes any unit but money, where only zero is the same in all."""
        is_money = any(name == "money" for name, _power in unit)
        is_zero = node.op == "number" and node.value == 0
        if is_money and not is_zero and node.op != "missing":
            self.fail("need_currency", node)

    def check_mixed(self, node):
        """if, coalesce: any kind, the same for all values."""
        args = self.get_args(node)
        if node.op == "if":
            self.want(args[0], BOOLEAN)
            args = args[1:]
        node.kind = self.unify(node, args)
        if node.kind is None:
            self.fail("only_missing", node)

    def check_numbers(self, node):
        node.kind = NUMBER
        args = self.get_args(node)
        for arg in args:
            self.want(arg, NUMBER)
        self.unify(node, args)

    check_add = check_numbers
    check_neg = check_numbers
    check_abs = check_numbers
    check_sum = check_numbers
    check_avg = check_numbers
    check_min = check_numbers
    check_max = check_numbers
    check_round = check_numbers

    def check_sub(self, node):
        """Dates can be taken from each other: the difference is a number of days."""
        left, right = self.get_args(node)
        if DATE in (left.kind, right.kind):
            node.op, node.args = "days", node.args[::-1]
            self.check_days(node)
        else:
            self.check_numbers(node)

    # ------------------------------------------------------------
    # Other operations
    # ------------------------------------------------------------

    def check_mul(self, node):
        self.multiply(node, 1)

    def check_div(self, node):
        self.multiply(node, -1)

    def multiply(self, node, sign):
        left, right = self.get_args(node)
        powers = {}
        for arg, factor in ((left, 1), (right, sign)):
            self.want(arg, NUMBER)
            for name, power in arg.unit:
                powers[name] = powers.get(name, 0) + power * factor
        node.kind = NUMBER
        node.unit = tuple(
            sorted((name, power) for name, power in powers.items() if power)
        )
        node.is_free = left.is_free and right.is_free

    def check_compared(self, node):
        args = self.get_args(node)
        kind = self.unify(node, args)
        if node.op in ORDERED and kind in (TEXT, BOOLEAN):
            self.fail("no_order", node)
        for arg in args:
            if arg.op == "number" and self.is_too_fine(arg.value):
                self.fail("too_fine", arg, digits=self.digits)
            arg.kind = arg.kind or NUMBER
        node.kind, node.unit, node.is_free = BOOLEAN, (), False

    check_eq = check_compared
    check_ne = check_compared
    check_lt = check_compared
    check_le = check_compared
    check_gt = check_compared
    check_ge = check_compared
    check_between = check_compared
    check_in = check_compared
    check_notin = check_compared

    def is_too_fine(self, value):
        return (value * Fraction(10) ** self.digits).denominator != 1

    def check_logic(self, node):
        for arg in self.get_args(node):
            self.want(arg, BOOLEAN)
        node.kind = BOOLEAN

    check_and = check_logic
    check_or = check_logic
    check_not = check_logic

    def check_count(self, node):
        for arg in self.get_args(node):
            arg.kind = arg.kind or NUMBER
        node.kind = NUMBER

    def check_ismissing(self, node):
        self.check_count(node)
        node.kind = BOOLEAN

    def check_days(self, node):
        for arg in self.get_args(node):
            self.want(arg, DATE)
        node.kind = NUMBER

    check_months = check_days
