# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of a feed from other systems: reading values, refusing bad ones, COPY text."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from odoo.addons.bank_base.tools import plain_text

# kind of a reference → table and the column that the feed names its rows by
REFERENCES = {
    "client": ("res_partner", "source_key"),
    "agreement": ("bank_agreement", "source_key"),
    "account": ("bank_account", "source_key"),
    "product": ("bank_product", "code"),
    "branch": ("bank_branch", "code"),
    "user": ("res_users", "login"),
    "currency": ("res_currency", "name"),
    "channel": ("bank_channel", "code"),
    "country": ("res_country", "code"),
    "identifier_type": ("bank_client_identifier_type", "code"),
    "identity_type": ("bank_identity_type", "code"),
    "relation_type": ("bank_relation_type", "code"),
    "utm_source": ("utm_source", "name"),
}
COLUMN_TYPES = {
    "text": "text",
    "raw": "text",
    "choice": "text",
    "number": "numeric",
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp",
    "json": "jsonb",
}
_MAX_INTEGER = 2**31 - 1
_MAX_DIGITS = 30


@dataclass
class Column:
    """One column of a feed; a reference is given under its name without ``_id``."""

    name: str
    kind: str
    is_required: bool = False
    choices: frozenset = frozenset()
    digits: int | None = None
    is_insert_only: bool = False
    is_reference: bool = field(init=False)
    key: str = field(init=False)
    reader: object = field(init=False)

    def __post_init__(self):
        # read for every value of every row: not worked out each time
        self.is_reference = self.kind in REFERENCES
        self.key = self.name.removesuffix("_id") if self.is_reference else self.name
        self.reader = _READERS.get(self.kind, _read_text)

    @classmethod
    def parse(cls, name, spec):
        """Read ``spec``: a kind, with ``required`` before it where it is.

        >>> Column.parse("partner_id", "required client").key
        'partner'
        """
        *flags, kind = spec.split()
        return cls(name=name, kind=kind, is_required="required" in flags)


@dataclass
class Report:
    """What became of every row; rows are counted from 0 in the order given."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    superseded: int = 0
    older: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    def as_dict(self):
        return dict(vars(self))

    def count(self, statuses):
        """Add the statuses of the rows that were taken."""
        self.created += statuses.count("created")
        self.updated += statuses.count("updated")
        self.unchanged += statuses.count("unchanged")

    def leave(self, number, key):
        """Note a row that is older than what is there."""
        reason = "older than what is there: left alone"
        self.older.append({"row": number, "source_key": key, "reason": reason})

    def refuse(self, number, key, reason):
        self.refused.append({"row": number, "source_key": key, "reason": reason})

    def warn(self, number, key, reason):
        self.warnings.append({"row": number, "source_key": key, "reason": reason})


def read_value(column, value):
    """Return ``value`` as Python keeps it; ValueError says what is wrong with it.

    >>> read_value(Column("amount", "number"), "12.50")
    Decimal('12.50')
    >>> read_value(Column("day", "integer"), 2.5)
    Traceback (most recent call last):
    ...
    ValueError: day: 2.5 is not a whole number
    """
    if value is None or value == "" or (value is False and column.kind != "boolean"):
        if column.is_required:
            raise ValueError(f"{column.key}: is missing")
        return None
    try:
        result = column.reader(value)
    except (TypeError, ValueError, InvalidOperation, OverflowError) as error:
        raise ValueError(
            f"{column.key}: {value!r} is not {_NAMES.get(column.kind, 'a text')}"
        ) from error
    if column.choices and result not in column.choices:
        raise ValueError(f"{column.key}: unknown value {value!r}")
    if column.digits is not None:
        result = round(result, column.digits)
    return result


def _read_text(value):
    if value.__class__ is str and value.isprintable():
        return value.strip() or None  # nothing in it that cannot be kept
    if not isinstance(value, str | int):
        raise TypeError
    return plain_text.clean(str(value)).strip() or None


def _read_number(value):
    if value.__class__ is Decimal:
        number = value
    elif isinstance(value, bool):
        raise TypeError
    else:
        # a float's text is the shortest that means it
        number = Decimal(value if isinstance(value, int) else str(value))
    if not number.is_finite() or number.adjusted() > _MAX_DIGITS:
        raise ValueError  # the table would refuse it with the whole batch
    return number


def _read_integer(value):
    number = int(_read_number(value))
    if number != _read_number(value) or abs(number) > _MAX_INTEGER:
        raise ValueError
    return number


def _read_boolean(value):
    if not isinstance(value, bool):
        raise TypeError
    return value


def _read_date(value):
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value)


def _read_datetime(value):
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        raise ValueError  # in UTC and without a zone, as the database keeps it
    return moment.replace(microsecond=0) if moment.microsecond else moment


def _read_json(value):
    if not isinstance(value, dict):
        raise TypeError
    return plain_text.clean(value)


def _read_raw(value):
    if not isinstance(value, str):
        raise TypeError
    return plain_text.clean(value)


_READERS = {
    "raw": _read_raw,
    "number": _read_number,
    "integer": _read_integer,
    "boolean": _read_boolean,
    "date": _read_date,
    "datetime": _read_datetime,
    "json": _read_json,
}
_NAMES = {
    "number": "a number",
    "integer": "a whole number",
    "boolean": "True or False",
    "date": "a date",
    "datetime": "a moment in UTC",
    "json": "a dictionary",
}
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_line(values):
    r"""Return one line of COPY's text format.

    >>> copy_line([1, None, "a\tb", True])
    '1\t\\N\ta\\tb\tt\n'
    """
    return "\t".join([_copy_value(value) for value in values]) + "\n"


def _copy_value(value):
    if value.__class__ is str and value.isprintable() and "\\" not in value:
        return value
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    elif not isinstance(value, str):
        return str(value)  # numbers and dates have nothing to be escaped
    return value.translate(_ESCAPES)
