# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What stands in a paper of a Russian client: numbers with check digits, dates, sums.

Nothing is guessed: a number is proposed where its check digits fit, a date where the
words before it say what date it is. A person confirms what is taken over.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo.addons.bank_crm_core.tools.registration import is_inn, is_ogrn

MOST = 5
_AROUND = 40
_DIGITS = re.compile(r"(?<!\d)\d{10,15}(?!\d)")
_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
_DATE = (
    r"(?P<day>\d{1,2})(?:\.(?P<month>\d{2})\.|\s+(?P<word>"
    + "|".join(_MONTHS)
    + r")\s+)(?P<year>\d{4})"
)
_ISSUED = re.compile(
    r"(?:выдан[оаы]?|дата выдачи|дата составления|дата|от)\s*:?\s*" + _DATE, re.I
)
_UNTIL = re.compile(
    r"(?:действ\w+\s+(?:до|по)|срок\w*\s+(?:действия\s+)?(?:до|по)|"
    r"срок действия\s*:?(?:\s*с\s*[\d.]+)?\s*(?:до|по)?|\bпо)\s*:?\s*" + _DATE,
    re.I,
)
_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)"
    r"(?:[.,](?P<part>\d{2}))?\s*(?:руб\w*|₽|RUB)",
    re.I,
)
_NUMBER = re.compile(r"№\s*(?P<number>[A-Za-zА-Яа-я0-9][\w/.-]{1,30})")


class Found(NamedTuple):
    """A value and the words around it, so that a person can look it up."""

    value: object
    quote: str


def find_inn(text):
    """Return the INN in a text.

    >>> [found.value for found in find_inn("ИНН 7707083893, счёт 7707083894")]
    ['7707083893']
    """
    return _find(text, _DIGITS, lambda match: is_inn(match[0]) and match[0])


def find_ogrn(text):
    """Return the OGRN in a text.

    >>> [found.value for found in find_ogrn("ОГРН 1027700132195")]
    ['1027700132195']
    """
    return _find(text, _DIGITS, lambda match: is_ogrn(match[0]) and match[0])


def find_issued(text):
    """Return the dates on which a paper may have been issued.

    >>> find_issued("Полис № 7 от 30 ноября 2026 г.")[0]
    Found(value=datetime.date(2026, 11, 30), quote='Полис № 7 от 30 ноября 2026 г.')
    >>> find_issued("от 31.02.2026")
    []
    """
    return _find(text, _ISSUED, _read_date)


def find_until(text):
    """Return the dates until which a paper may be good.

    >>> [found.value for found in find_until("Срок действия: с 01.12.2026 по 30.11.2027")]
    [datetime.date(2027, 11, 30)]
    """
    return _find(text, _UNTIL, _read_date)


def find_amounts(text):
    """Return the sums of roubles in a text.

    >>> [str(found.value) for found in find_amounts("сумма 1 250 000,50 руб., 7 км")]
    ['1250000.50']
    """
    return _find(text, _AMOUNT, _read_amount)


def find_numbers(text):
    """Return what stands behind the sign of a number.

    >>> [found.value for found in find_numbers("Договор № 12/К-26 от 1 мая 2026 г.")]
    ['12/К-26']
    """
    return _find(text, _NUMBER, lambda match: match["number"].rstrip("."))


def _find(text, pattern, read):
    found = {}
    for match in pattern.finditer(text or ""):
        value = read(match)
        if value and value not in found:
            found[value] = Found(value, _quote(text, match))
        if len(found) == MOST:
            break
    return list(found.values())


def _quote(text, match):
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return " ".join(text[start:end].split())


def _read_date(match):
    month = match["month"]
    number = int(month) if month else _MONTHS.index(match["word"].lower()) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None


def _read_amount(match):
    whole = re.sub(r"\D", "", match["whole"])
    return Decimal(f"{whole}.{match['part'] or '00'}") or None
