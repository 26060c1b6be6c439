# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Russian registration numbers by their check digits."""

import re

from stdnum.ru import inn, ogrn

_KPP = re.compile(r"\d{4}[0-9A-Z]{2}\d{3}")


def is_inn(number, length=None):
    """Tell whether ``number`` is an INN: 10 digits of a company, 12 of a person.

    >>> is_inn("7707083893"), is_inn("7707083894"), is_inn("500100732259")
    (True, False, True)
    >>> is_inn("7707083893", length=12)
    False
    """
    return number.isdigit() and length in (None, len(number)) and inn.is_valid(number)


def is_ogrn(number, length=None):
    """Tell whether ``number`` is an OGRN (13 digits) or an OGRNIP (15).

    >>> is_ogrn("1027700132195"), is_ogrn("1027700132196")
    (True, False)
    """
    return number.isdigit() and length in (None, len(number)) and ogrn.is_valid(number)


def is_kpp(number):
    """Tell whether ``number`` has the form of a KPP; it has no check digit.

    >>> is_kpp("773601001"), is_kpp("77360100")
    (True, False)
    """
    return bool(_KPP.fullmatch(number))


def is_snils(number):
    """Tell whether ``number`` (11 digits without signs) is a SNILS.

    Numbers up to 001-001-998 are older than the check digits.

    >>> is_snils("11223344595"), is_snils("11223344596"), is_snils("1122334459")
    (True, False, False)
    """
    if not re.fullmatch(r"\d{11}", number):
        return False
    if int(number[:9]) <= 1001998:
        return True
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(number[:9]))
    return total % 101 % 100 == int(number[9:])


def clean(number):
    """Return ``number`` without blanks and hyphens, or False when nothing is left.

    >>> clean("112-233-445 95"), clean(" "), clean(None)
    ('11223344595', False, False)
    """
    return re.sub(r"[\s\-]", "", number or "") or False
