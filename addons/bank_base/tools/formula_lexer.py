# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text of a formula into tokens, by a scanner of our own.

Python's own parser is never shown the text: it can be made to recurse, to fold
huge powers and to allocate at will. Length is refused before anything is read.
"""

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

MAX_LENGTH = 10_000
MAX_TEXT = 200
MAX_DIGITS = 18

# Problems that a formula can have; a screen may translate them by their code.
PROBLEMS = {
    "not_text": "A formula is text.",
    "empty": "The formula is empty.",
    "too_long": "The formula is longer than %(limit)s characters.",
    "too_deep": "Brackets are nested deeper than %(limit)s levels. Split the formula.",
    "too_big": "The formula has more than %(limit)s parts. Split it into several.",
    "bad_character": "The character “%(found)s” has no meaning here.",
    "bad_number": "The number “%(found)s” has too many digits.",
    "bad_date": "There is no such date: %(found)s.",
    "bad_text": "The text is longer than %(limit)s characters.",
    "open_text": "The closing quotation mark is missing.",
    "unexpected": "“%(found)s” is not expected here.",
    "unexpected_end": "The formula ends too early: %(wanted)s is missing.",
    "wanted": "“%(found)s” stands where %(wanted)s is expected.",
    "unknown_name": "“%(found)s” is not a known name. Known: %(known)s.",
    "unknown_function": "“%(found)s” is not a known function. Known: %(known)s.",
    "argument_count": "%(found)s takes %(wanted)s values, not %(given)s.",
    "literal_only": "The number of decimal places is a whole number from -6 to 12.",
    "kinds": "%(left)s and %(right)s cannot be used together here.",
    "wrong_kind": "A value of the kind “%(wanted)s” is expected here, not “%(found)s”.",
    "units": "Units differ: %(left)s and %(right)s.",
    "need_currency": "Say which currency, for example 1000 RUB.",
    "no_order": "Texts and yes/no values can be equal or not, not greater or less.",
    "too_fine": "The comparison is made after rounding to %(digits)s decimal places, "
    "but this number has more. Raise the number of places or round the number.",
    "only_missing": "The formula never has a value.",
    "cycle": "These formulas need each other in a circle: %(names)s.",
    "shadow": "“%(found)s” is both a field and a formula. Rename one of them.",
}

KEYWORDS = {
    "and": "and",
    "и": "and",
    "or": "or",
    "или": "or",
    "not": "not",
    "не": "not",
    "between": "between",
    "между": "between",
    "in": "in",
    "в": "in",
    "missing": "missing",
    "пусто": "missing",
    "true": "true",
    "да": "true",
    "false": "false",
    "нет": "false",
}
OPERATORS = {"==": "=", "!=": "<>", ";": ","}

_SCAN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9.])|[0-9]{2}\.[0-9]{2}\.[0-9]{4}(?![0-9]))
    | (?P<number>(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)
    | (?P<text>"[^"\n]*"|«[^»\n]*»)
    | (?P<name>[^\W\d]\w*)
    | (?P<operator><=|>=|<>|!=|==|[-+*/%<>=(),;])
    """,
    re.VERBOSE,
)


class FormulaError(ValueError):
    """A formula that cannot be accepted, with the place of the problem.

    :ivar code: key of ``PROBLEMS``
    :ivar start: offset of the first wrong character, or None
    :ivar params: values for the placeholders of the sentence
    """

    def __init__(self, code, text="", start=None, end=None, **params):
        self.code = code
        self.text = text
        self.start = start
        self.end = end
        self.params = params
        super().__init__(PROBLEMS[code] % params)

    def get_pointer(self, width=60):
        """Return two lines: the formula around the problem and a mark under it.

        >>> print(FormulaError("unexpected", "1 + * 2", 4, 5, found="*").get_pointer())
        1 + * 2
            ^
        """
        if self.start is None:
            return ""
        begin = max(0, self.start - width // 2)
        line = self.text[begin : begin + width]
        line = "".join(" " if char.isspace() else char for char in line)
        mark = "^" * max(1, min((self.end or 0) - self.start, width // 2))
        return f"{line}\n{' ' * (self.start - begin)}{mark}"

    def get_marked(self, width=60):
        """Return the formula around the problem with the place between arrows.

        For screens, whose letters are not all of one width.

        >>> FormulaError("unexpected", "1 + * 2", 4, 5, found="*").get_marked()
        '1 + ▸*◂ 2'
        """
        if self.start is None:
            return ""
        end = min(max(self.end or 0, self.start), self.start + width)
        before = self.text[max(0, self.start - width) : self.start]
        after = self.text[end : end + width]
        return f"{before}▸{self.text[self.start : end]}◂{after}"


class Token(NamedTuple):
    kind: str  # number, date, text, name, operator, keyword, end
    value: object
    start: int
    end: int
    source: str


def tokenize(text):
    """Return the tokens of a formula; raises FormulaError.

    >>> [token.value for token in tokenize("a + 1 000.50 <> b")]
    ['a', '+', Fraction(2001, 2), '<>', 'b', None]
    """
    if not isinstance(text, str):
        raise FormulaError("not_text")
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long", limit=MAX_LENGTH)
    tokens, position = [], 0
    while position < len(text):
        match = _SCAN.match(text, position)
        if match is None:
            _refuse_character(text, position)
        position = match.end()
        if match.lastgroup != "space":
            tokens.append(_read_token(text, match))
    if not tokens:
        raise FormulaError("empty")
    tokens.append(Token("end", None, len(text), len(text), ""))
    return tokens


def _refuse_character(text, position):
    if text[position] in '"«':
        raise FormulaError("open_text", text, position, position + 1)
    raise FormulaError(
        "bad_character", text, position, position + 1, found=text[position]
    )


def _read_token(text, match):
    kind, source, start, end = match.lastgroup, match[0], match.start(), match.end()
    value = source
    if kind == "number":
        value = _read_literal(text, match)
    elif kind == "date":
        value = _read_date(text, match)
    elif kind == "text":
        value = source[1:-1]
        if len(value) > MAX_TEXT:
            raise FormulaError("bad_text", text, start, end, limit=MAX_TEXT)
    elif kind == "operator":
        value = OPERATORS.get(source, source)
    elif (word := source.lower()) in KEYWORDS:
        kind, value = "keyword", KEYWORDS[word]
    return Token(kind, value, start, end, source)


def _read_literal(text, match):
    digits = "".join(char for char in match[0] if char in "0123456789.")
    if len(digits.replace(".", "")) > MAX_DIGITS:
        raise FormulaError(
            "bad_number", text, match.start(), match.end(), found=match[0][:40]
        )
    return Fraction(digits)


def _read_date(text, match):
    source = match[0]
    try:
        if "-" in source:
            return date.fromisoformat(source)
        day, month, year = map(int, source.split("."))
        return date(year, month, day)
    except ValueError as error:
        raise FormulaError(
            "bad_date", text, match.start(), match.end(), found=source
        ) from error
