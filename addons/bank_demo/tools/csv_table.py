# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files of rows that may be broken: every row is either read or named with a reason."""

import csv
import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

DELIMITER = ";"
VALUE_LENGTH = 80
_WHOLE = re.compile(r"[0-9]{1,9}")
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
_RATE = re.compile(r"[0-9]{1,6}(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{6}")


class Broken(ValueError):
    """What is wrong with a row: the key of the reason, and where it shows."""

    def __init__(self, reason, column="", value=""):
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.value = value


class Skipped(NamedTuple):
    """A row that was not read."""

    line: int  # of the file, the header is line 1
    reason: str
    column: str
    value: str


class Column(NamedTuple):
    """One column: its name in the header and what makes a value of its text."""

    name: str
    parse: Any  # text → value; raises Broken


class Spec(NamedTuple):
    """What a file must look like."""

    name: str
    columns: tuple
    make: type  # the record; its first field is the key
    references: tuple = ()  # pairs (field of the record, name of the other file)


@dataclass
class Table:
    """A file as it was read; ``read == len(records) + len(skipped)`` always holds."""

    name: str
    problem: str = ""  # "", missing, unreadable, empty, header
    digest: str = ""
    read: int = 0
    records: dict = field(
        default_factory=dict
    )  # key → record, in the order of the file
    lines: dict = field(default_factory=dict)  # key → line of the file
    skipped: list = field(default_factory=list)

    def skip(self, line, reason, column="", value=""):
        self.skipped.append(Skipped(line, reason, column, value[:VALUE_LENGTH]))

    def drop(self, key, reason, column="", value=""):
        """Take back a record that another file has turned out to forbid."""
        del self.records[key]
        self.skip(self.lines.pop(key), reason, column, value)


# ------------------------------------------------------------ values
def whole(text):
    """Return a whole number.

    >>> whole("42"), whole(" 7 ")
    (42, 7)
    >>> whole("4.2")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    Broken: number
    """
    text = text.strip()
    if not _WHOLE.fullmatch(text):
        raise Broken("number")
    return int(text)


def number(text):
    """Return a number key; zero is none."""
    if value := whole(text):
        return value
    raise Broken("number")


def optional_whole(text):
    """Return a whole number, or None where the publisher wrote a question mark."""
    return None if text.strip() == "?" else whole(text)


def optional_rate(text):
    """Return a decimal number, or None where the publisher wrote a question mark."""
    text = text.strip()
    if text == "?":
        return None
    if not _RATE.fullmatch(text):
        raise Broken("number")
    return Decimal(text)


def balance(text):
    """Return an amount of any sign with at most two decimals, exactly.

    >>> balance("-1011.20")
    Decimal('-1011.20')
    """
    text = text.strip()
    if not _AMOUNT.fullmatch(text):
        raise Broken("amount")
    return Decimal(text)


def amount(text):
    """Return an amount over zero."""
    value = balance(text)
    if value <= 0:
        raise Broken("amount")
    return value


def day(text):
    """Return the day of a YYMMDD date of the twentieth century.

    >>> day("930705")
    datetime.date(1993, 7, 5)
    """
    text = text.strip()
    if not _DAY.fullmatch(text):
        raise Broken("date")
    try:
        return date(1900 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise Broken("date") from error


def word(text):
    """Return a text that may not be empty."""
    if text := text.strip():
        return text
    raise Broken("text")


def code(meanings):
    """Return a parser that finds the text among the keys of ``meanings``."""

    def parse(text):
        try:
            return meanings[text.strip()]
        except KeyError:
            raise Broken("code") from None

    return parse


# ------------------------------------------------------------ files
def read_table(path, spec, tables):
    """Read one file; ``tables`` are those that it may refer to, by their names."""
    table = Table(spec.name)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        table.problem = "missing"
        return table
    except OSError:
        table.problem = "unreadable"
        return table
    table.digest = hashlib.sha256(content).hexdigest()
    header, *lines = content.removeprefix(b"\xef\xbb\xbf").splitlines() or [b""]
    if not header.strip() and not lines:
        table.problem = "empty"
        return table
    table.read = len(lines)
    if not _is_header(header, spec):
        table.problem = "header"
        for line, _text in enumerate(lines, 2):
            table.skip(line, "header")
        return table
    for line, text in enumerate(lines, 2):
        _read_line(table, line, text, spec, tables)
    return table


def _is_header(header, spec):
    try:
        names = [name.strip() for name in _split(header)]
    except Broken:
        return False
    return names == [column.name for column in spec.columns]


def _split(text):
    """Return the cells of a line, which is parsed alone: a stray quote ends with it."""
    try:
        decoded = text.decode()
    except UnicodeDecodeError as error:
        raise Broken("encoding") from error
    try:
        rows = list(csv.reader([decoded], delimiter=DELIMITER, strict=True))
    except csv.Error as error:
        raise Broken("columns") from error
    return rows[0] if rows else []


def _read_line(table, line, text, spec, tables):
    try:
        record = _parse(text, spec)
        if record[0] in table.records:
            raise Broken("duplicate", spec.columns[0].name, str(record[0]))
        for name, other in spec.references:
            if getattr(record, name) not in tables[other].records:
                raise Broken(other, name, str(getattr(record, name)))
    except Broken as error:
        value = error.value if error.column else text.decode(errors="replace")
        table.skip(line, error.reason, error.column, value)
        return
    table.records[record[0]] = record
    table.lines[record[0]] = line


def _parse(text, spec):
    cells = _split(text)
    if len(cells) != len(spec.columns):
        raise Broken("columns")
    values = []
    for column, cell in zip(spec.columns, cells):
        try:
            values.append(column.parse(cell))
        except Broken as error:
            raise Broken(error.reason, column.name, cell) from None
    return spec.make(*values)
