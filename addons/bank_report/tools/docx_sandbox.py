# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The language of templates: a small part of Jinja in which nothing can be called.

Jinja's sandbox alone guards attributes, not time and memory, and has been escaped from
before. So the *tree* of a template is compared with a list of what is allowed before
it is compiled; values are copied into types without methods; loops, output and time
are counted while the document is written.
"""

import datetime
import re
import time
from collections.abc import Mapping
from decimal import Decimal

from jinja2 import ChainableUndefined, Template, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .docx_filters import MAX_NUMBER, NAMES, Filters, is_missing, to_decimal
from .docx_problems import TemplateError

MAX_ROWS = 20_000
MAX_OUTPUT = 20_000_000
MAX_SECONDS = 20
MAX_NODES = 50_000
MAX_DEPTH = 60
MAX_LOOPS = 5
MAX_TEXT = 100_000
MAX_VALUES = 500_000
MAX_LEVELS = 8

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.Neg,
    nodes.Concat,
    nodes.Tuple,
    nodes.List,
    nodes.Keyword,
)
LOOP_FIELDS = frozenset("index index0 first last length revindex revindex0".split())
TESTS = frozenset("defined undefined even odd".split())
_RESERVED = frozenset("self super caller varargs kwargs".split())
# what XML cannot hold, and what docxtpl would turn into paragraphs and pages
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Record(dict):
    """Fields of a record by name. Templates see the keys and nothing else of it."""


class Rows(tuple):
    """A list of records or values."""

    __slots__ = ()


class Budget:
    """What one document may still cost."""

    def __init__(self):
        self.rows = MAX_ROWS
        self.output = MAX_OUTPUT
        self.deadline = time.monotonic() + MAX_SECONDS

    def take_row(self):
        """Count one turn of a loop."""
        self.rows -= 1
        if self.rows < 0:
            raise TemplateError("too_long", f"more than {MAX_ROWS} rows")
        self.check_time()

    def take_output(self, size):
        """Count characters written."""
        self.output -= size
        if self.output < 0:
            raise TemplateError("too_long", f"more than {MAX_OUTPUT} characters")
        self.check_time()

    def check_time(self):
        """Raise TemplateError when time is up."""
        if time.monotonic() > self.deadline:
            raise TemplateError("too_long", f"more than {MAX_SECONDS} s")


class BoundedTemplate(Template):
    """Write piece by piece, so that a long document is noticed while it grows."""

    def render(self, *args, **kwargs):
        parts = []
        for part in self.generate(*args, **kwargs):
            self.environment.budget.take_output(len(part))
            parts.append(part)
        return "".join(parts)


class _Blank(ChainableUndefined):
    """No data: prints as a line to write on, compares with nothing, never raises."""

    text = ""

    def __str__(self):
        return self.text

    def __html__(self):
        return self.text

    def _no(self, _other):
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _no
    __hash__ = ChainableUndefined.__hash__


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but NAMES, for one document.

    :param missing: what is printed where there is no data
    :param lang: language of dates, numbers and words
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("+", "-"))
    template_class = BoundedTemplate

    def __init__(self, missing="", lang="ru", autoescape=True):
        self.budget = Budget()
        filters = Filters(lang)
        super().__init__(
            autoescape=autoescape,
            undefined=type("Blank", (_Blank,), {"text": missing}),
        )
        self.globals.clear()
        self._as_text = filters.text
        self.filters = filters.get_all()
        self.filters |= {"_rows": self._iter_rows, "_text": self._write}
        self.tests = {name: self.tests[name] for name in TESTS}

    def _write(self, value):
        return self.undefined() if value is None else self._as_text(value)

    def _iter_rows(self, value):
        if is_missing(value):
            return
        if not isinstance(value, Rows):
            raise TemplateError("not_a_list", str(value)[:50])
        for row in value:
            self.budget.take_row()
            yield row

    def parse_freely(self, source):
        """Return the tree of a source as Jinja reads it, whatever is in it."""
        return super()._parse(source, None, None)

    def _parse(self, source, name, filename):
        """Every source that is compiled passes here."""
        tree = super()._parse(source, name, filename)
        for code, detail, _line in iter_forbidden(tree):
            raise TemplateError(code, detail)
        return _lead_through_ours(tree)

    def getattr(self, obj, attribute):
        """A field of a record or of the loop; never an attribute of a Python object."""
        value = None
        if isinstance(obj, Record):
            value = obj.get(attribute)
        elif isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            value = getattr(obj, attribute)
        return self.undefined(name=attribute) if value is None else value

    def getitem(self, obj, argument):
        """A field by its name in quotes, or a row by its number."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        is_row = isinstance(obj, Rows) and type(argument) is int
        if is_row and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(name=str(argument)[:50])

    def is_safe_callable(self, obj):
        """Nothing is."""
        return False

    def is_safe_attribute(self, obj, attr, value):
        """None is."""
        return False

    def call_binop(self, context, operator, left, right):
        """Arithmetic on numbers only, and only as large as money gets."""
        if is_missing(left) or is_missing(right):
            return self.undefined()
        left, right = to_decimal(left), to_decimal(right)
        if operator not in ("+", "-", "*", "/"):
            raise TemplateError("forbidden", operator)
        if operator == "/" and not right:
            raise TemplateError("bad_value", "division by zero")
        return _shorten(self.binop_table[operator](left, right))

    def call_unop(self, context, operator, arg):
        """The opposite of a number."""
        return arg if is_missing(arg) else _shorten(-to_decimal(arg))


def _shorten(number):
    """Whole numbers print without decimals and can number rows."""
    if abs(number) > MAX_NUMBER:
        raise TemplateError("bad_value", "the number is too large")
    return int(number) if number == int(number) else number


def iter_forbidden(tree):
    """Yield (code, detail, line) for all in a tree that is not in the language."""
    count = 0
    stack = [(tree, 0, 0)]
    while stack:
        node, depth, loops = stack.pop()
        count += 1
        if count > MAX_NODES or depth > MAX_DEPTH or loops > MAX_LOOPS:
            yield "too_complex", "nested too deeply or too long", node.lineno
            return
        if reason := _get_forbidden(node, loops):
            yield (*reason, node.lineno)
            continue
        loops += isinstance(node, nodes.For)
        stack.extend((child, depth + 1, loops) for child in node.iter_child_nodes())


def _get_forbidden(node, loops):
    """Return (code, detail) or None."""
    if not isinstance(node, _ALLOWED):
        return "forbidden", _describe(node)
    check = _CHECKS.get(type(node))
    return check(node, loops) if check else None


def _describe(node):
    name = getattr(node, "name", "")
    word = type(node).__name__
    word = {"Call": "()", "Assign": "set", "AssignBlock": "set", "Pow": "**"}.get(
        word, word
    )
    return f"{word} {name}".strip()[:50] if isinstance(name, str) else word


def _check_name(node, loops):
    name = node.name
    if name.startswith("_") or name in _RESERVED or (name == "loop" and not loops):
        return "forbidden", name[:50]
    return None


def _check_getattr(node, _loops):
    if node.attr.startswith("_"):
        return "forbidden", node.attr[:50]
    is_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
    if is_loop and node.attr not in LOOP_FIELDS:
        return "forbidden", f"loop.{node.attr}"[:50]
    return None


def _check_getitem(node, _loops):
    key = node.arg
    if isinstance(key, nodes.Neg):
        key = key.node
    if not isinstance(key, nodes.Const) or type(key.value) not in (int, str):
        return "forbidden", "[ ]"
    if isinstance(key.value, str) and key.value.startswith("_"):
        return "forbidden", key.value[:50]
    return None


def _check_for(node, _loops):
    if node.recursive or not isinstance(node.target, nodes.Name):
        return "forbidden", "for"
    return ("forbidden", "loop") if node.target.name == "loop" else None


def _check_filter(node, _loops):
    if node.name not in NAMES:
        return "unknown_filter", node.name[:50]
    if node.dyn_args or node.dyn_kwargs or node.node is None:
        return "forbidden", node.name[:50]
    return None


def _check_test(node, _loops):
    return None if node.name in TESTS else ("forbidden", f"is {node.name}"[:50])


def _check_sequence(node, _loops):
    """Only as in: {% if kind in ("a", "b") %}."""
    if all(isinstance(item, nodes.Const) for item in node.items):
        return None
    return "forbidden", "[ ]"


_CHECKS = {
    nodes.Name: _check_name,
    nodes.Getattr: _check_getattr,
    nodes.Getitem: _check_getitem,
    nodes.For: _check_for,
    nodes.Filter: _check_filter,
    nodes.Test: _check_test,
    nodes.Tuple: _check_sequence,
    nodes.List: _check_sequence,
}


def _lead_through_ours(tree):
    """Let every loop be counted and every value printed go through a filter of ours.

    Jinja's own ``finalize`` comes too late for constants and not at all for "~".
    """
    for loop in tree.find_all(nodes.For):
        loop.iter = _through("_rows", loop.iter)
    for node in tree.find_all((nodes.Concat, nodes.Output)):
        node.nodes = [
            child if isinstance(child, nodes.TemplateData) else _through("_text", child)
            for child in node.nodes
        ]
    return tree


def _through(name, node):
    new = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
    return new.set_environment(node.environment)


def make_inert(context):
    """Copy a context (mapping) into types that have nothing to call.

    Texts lose what XML cannot hold; floats become exact. Anything but texts, numbers,
    dates, mappings and lists is refused with TemplateError, and so is too much of it.

    >>> make_inert({"client": {"name": "A\\x0bB"}, "rows": [{"sum": 0.1}]})
    {'client': {'name': 'AB'}, 'rows': ({'sum': Decimal('0.1')},)}
    """
    return _Copier().copy(context, "", 0)


class _Copier:
    def __init__(self):
        self.left = MAX_VALUES

    def copy(self, value, path, level):
        """Return a value in inert types; ``path`` names it in an error."""
        self.left -= 1
        if level > MAX_LEVELS or self.left < 0:
            raise TemplateError("too_complex", path[:100])
        if isinstance(value, Mapping):
            return Record(
                (str(key), self.copy(each, f"{path}.{key}".lstrip("."), level + 1))
                for key, each in value.items()
                if each is not None
            )
        if isinstance(value, (list, tuple)):
            return Rows(self.copy(each, path, level + 1) for each in value)
        return _copy_value(value, path)


def _copy_value(value, path):
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise TemplateError("too_long", path[:100])
        text = str.__str__(value).replace("\r\n", "\n").replace("\r", "\n")
        return _ILLEGAL.sub("", text)
    if isinstance(value, float):
        value = Decimal(repr(value))
    if value is None or isinstance(value, (bool, int, datetime.date)):
        return value
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise TemplateError("bad_value", f"{path}: {type(value).__name__}"[:100])
