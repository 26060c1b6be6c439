# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Russian forms 1 (balance sheet) and 2 (profit and loss): what adds up to what, and
reading them from the rows of a sheet. Plain Python, amounts are whole Decimals.
"""

import re
from decimal import Decimal, InvalidOperation

# total → the lines it is made of; a minus stands before what is taken off
SUMS = {
    "1100": "1110 1120 1130 1140 1150 1160 1170 1180 1190",
    "1200": "1210 1220 1230 1240 1250 1260",
    "1600": "1100 1200",
    "1300": "1310 -1320 1340 1350 1360 1370",
    "1400": "1410 1420 1430 1450",
    "1500": "1510 1520 1530 1540 1550",
    "1700": "1300 1400 1500",
    "2100": "2110 -2120",
    "2200": "2100 -2210 -2220",
    "2300": "2200 2310 2320 -2330 2340 -2350",
    "2400": "2300 -2410 2460",
}
# what is bracketed in the form is given without a sign here; a tax that is an income
# (more deferred than due) is entered by hand, with a minus
DEDUCTED = {"1320", "2120", "2210", "2220", "2330", "2350", "2410"}
# assets against equity and liabilities
BALANCE = "1600 – 1700"
_CODE = re.compile(r"[12]\d{3}")
_BRACKETS = re.compile(r"\((.+)\)")


def get_parts(total):
    """Return ``[(code, sign)]`` of a total.

    >>> get_parts("2100")
    [('2110', 1), ('2120', -1)]
    """
    return [
        (part.lstrip("-"), -1 if part.startswith("-") else 1)
        for part in SUMS[total].split()
    ]


def find_mistakes(amounts):
    """Return ``[(code, as given, as its parts add up)]`` of totals that do not fit.

    Where assets differ from equity and liabilities, ``(BALANCE, assets, the others)``. A
    total whose parts are all missing is not judged. Rounding to the unit of the form
    may move a sum by one for each part.

    >>> find_mistakes({"2110": Decimal(10), "2120": Decimal(4), "2100": Decimal(5)})
    [('2100', Decimal('5'), Decimal('6'))]
    """
    mistakes = []
    for total in SUMS:
        given = amounts.get(total)
        parts = [
            sign * amounts[code]
            for code, sign in get_parts(total)
            if amounts.get(code) is not None
        ]
        if given is None or not parts:
            continue
        if abs(sum(parts) - given) > (len(parts) > 2):
            mistakes.append((total, given, sum(parts)))
    assets, sources = amounts.get("1600"), amounts.get("1700")
    if None not in (assets, sources) and assets != sources:
        mistakes.append((BALANCE, assets, sources))
    return mistakes


def read_number(text):
    """Return the number that a cell of a form tells, None where there is none.

    >>> [read_number(cell) for cell in ("1 200", "(15)", "-", "", "х", "7,5")]
    [Decimal('1200'), Decimal('-15'), Decimal('0'), None, None, Decimal('7.5')]
    """
    text = re.sub(r"[\s\u00a0\u202f]", "", str(text)).replace(",", ".")
    if text in ("-", "–", "—"):
        return Decimal(0)
    bracketed = _BRACKETS.fullmatch(text)
    try:
        number = Decimal(bracketed[1] if bracketed else text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return None
    return -number if bracketed else number


def read_rows(rows, codes):
    """Return ``{code: [number of each column of amounts]}`` of the rows of a sheet.

    The column of codes is the one with the most known codes; amounts stand behind it.
    A line that stands twice keeps its first row.

    >>> read_rows([["Запасы", "1210", "10", "8"], ["Итого", "1200", "(3)", ""]],
    ...           {"1210", "1200"})
    {'1210': [Decimal('10'), Decimal('8')], '1200': [Decimal('-3'), None]}
    """
    column = _find_column(rows, codes)
    if column is None:
        return {}
    found = {}
    for row in rows:
        code = _get_code(row, column)
        if code not in codes or code in found:
            continue
        numbers = [read_number(cell) for cell in row[column + 1 :]]
        if code in DEDUCTED:
            numbers = [None if one is None else abs(one) for one in numbers]
        found[code] = numbers
    return _drop_empty(found)


def _find_column(rows, codes):
    """Return the place of the column with the most known codes, None without any."""
    width = max((len(row) for row in rows), default=0)
    hits = [
        sum(_get_code(row, place) in codes for row in rows) for place in range(width)
    ]
    return hits.index(max(hits)) if any(hits) else None


def _drop_empty(found):
    """Leave out columns without a number, fill up short rows."""
    last = max((len(numbers) for numbers in found.values()), default=0)
    kept = [
        place
        for place in range(last)
        if any(len(row) > place and row[place] is not None for row in found.values())
    ]
    return {
        code: [row[place] if place < len(row) else None for place in kept]
        for code, row in found.items()
    }


def _get_code(row, place):
    text = str(row[place]).strip() if place < len(row) else ""
    text = text.removesuffix(".0")
    return text if _CODE.fullmatch(text) else ""
