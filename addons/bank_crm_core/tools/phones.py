# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Phones as people type them and as a search needs them."""

import re
from functools import lru_cache

import phonenumbers

# how most of them are typed; 9 begins a Russian mobile number, all of which are valid
_RUSSIAN_MOBILE = re.compile(r"(?:\+7|8)[\s\-(]*(9\d\d)[\s\-)]*([\d\s\-]{7,9})")


@lru_cache(maxsize=65536)
def normalise(number, region="RU"):
    """Return the number in E.164, or "" when it cannot be one.

    >>> normalise("8 (916) 123-45-67"), normalise("+420 601 234 567", "CZ")
    ('+79161234567', '+420601234567')
    >>> normalise("доб. 12"), normalise("")
    ('', '')
    """
    if mobile := russian_mobile(number, region):
        return mobile
    try:
        parsed = phonenumbers.parse(number or "", region or "RU")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def russian_mobile(number, region="RU"):
    """Return a Russian mobile number in E.164 without the library, or "".

    >>> russian_mobile("+7 916 123-45-67", "CZ"), russian_mobile("8(916)1234567")
    ('+79161234567', '+79161234567')
    >>> russian_mobile("8 916 123-45-67", "CZ"), russian_mobile("+7 495 123-45-67")
    ('', '')
    """
    match = _RUSSIAN_MOBILE.fullmatch(number or "")
    if not match or (region != "RU" and not number.startswith("+")):
        return ""
    rest = re.sub(r"\D", "", match[2])
    return f"+7{match[1]}{rest}" if len(rest) == 7 else ""


def digits(number, region="RU"):
    """Return the digits by which a number is found: of E.164, else as typed.

    >>> digits("8 (916) 123-45-67"), digits("12-34")
    ('79161234567', '1234')
    """
    return re.sub(r"\D", "", normalise(number, region) or number or "")
