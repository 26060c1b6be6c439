# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Russian registration numbers by their check digits."""

import re

from stdnum.ru import inn, ogrn

# as what a letter of a clearing currency counts, in Latin or Cyrillic
_LETTERS = dict(zip("ABCEHKMPTX", "0123456789")) | dict(zip("АВСЕНКМРТХ", "0123456789"))
_CENTRAL_BANK = ("000", "001", "002")
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


def is_bic(number):
    """Tell whether ``number`` has the form of a BIC of a bank in Russia.

    >>> is_bic("044525225"), is_bic("44525225"), is_bic("SABRRUMM")
    (True, False, False)
    """
    return bool(re.fullmatch(r"04\d{7}", number))


def is_account(number, bic):
    """Tell whether the control key of an account fits the bank with this BIC.

    Order of the Bank of Russia of 8 September 1997 No. 515, with its examples: 23 digits
    (three of the bank, twenty of the account) weighted 7, 1, 3. A correspondent account
    and one at the Bank of Russia count with digits 5 and 6 of the BIC.

    >>> is_account("40602810700000000025", "049805746")
    True
    >>> is_account("40602810800000000025", "049805746")
    False
    >>> is_account("30101810800000000746", "049805000")
    True
    >>> is_account("4060281070000000002", "049805746")
    False
    """
    if not re.fullmatch(r"\d{5}[\dABCEHKMPTXАВСЕНКМРТХ]\d{14}", number):
        return False
    at_central_bank = bic[6:] in _CENTRAL_BANK or number.startswith("30101")
    digits = ("0" + bic[4:6] if at_central_bank else bic[6:]) + number
    weighted = (
        int(_LETTERS.get(digit, digit)) * weight
        for digit, weight in zip(digits, (7, 1, 3) * 8)
    )
    return sum(product % 10 for product in weighted) % 10 == 0


def clean(number):
    """Return ``number`` without blanks and hyphens, or False when nothing is left.

    >>> clean("112-233-445 95"), clean(" "), clean(None)
    ('11223344595', False, False)
    """
    return re.sub(r"[\s\-]", "", number or "") or False
