# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an agent types into his form, as values. Plain Python."""

import re
from datetime import date

_MONEY = re.compile(r"\d{1,13}(?:\.\d{1,2})?")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


def read(kind, text):
    """Return the value of what was typed, None where nothing was.

    :raise ValueError: it is nothing of this kind
    """
    text = (text or "").strip()
    if not text:
        return None
    return {"money": _read_money, "months": _read_months, "day": _read_day}.get(
        kind, str
    )(text)


def _read_money(text):
    """
    >>> _read_money("300 000,50"), _read_money("1")
    (300000.5, 1.0)
    >>> _read_money("-5")
    Traceback (most recent call last):
    ValueError: -5
    """
    plain = _BLANKS.sub("", text).replace(",", ".")
    if not _MONEY.fullmatch(plain):
        raise ValueError(text)
    return float(plain)


def _read_months(text):
    """
    >>> _read_months("24")
    24
    >>> _read_months("601")
    Traceback (most recent call last):
    ValueError: 601
    >>> _read_months("0006009")
    Traceback (most recent call last):
    ValueError: 0006009
    """
    is_short = len(text) <= 6 and text.isascii() and text.isdigit()
    if not (is_short and 0 < int(text) <= 600):
        raise ValueError(text)
    return int(text)


def _read_day(text):
    """
    >>> _read_day("20.05.1985"), _read_day("1985-05-20")
    (datetime.date(1985, 5, 20), datetime.date(1985, 5, 20))
    >>> _read_day("31.02.1985")
    Traceback (most recent call last):
    ValueError: day is out of range for month
    """
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    return date.fromisoformat(text)
