# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Phones as people type them and as a search needs them."""

import re
from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=65536)
def normalise(number, region="RU"):
    """Return the number in E.164, or "" when it cannot be one.

    >>> normalise("8 (916) 123-45-67"), normalise("+420 601 234 567", "CZ")
    ('+79161234567', '+420601234567')
    >>> normalise("доб. 12"), normalise("")
    ('', '')
    """
    try:
        parsed = phonenumbers.parse(number or "", region or "RU")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def digits(number, region="RU"):
    """Return the digits by which a number is found: of E.164, else as typed.

    >>> digits("8 (916) 123-45-67"), digits("12-34")
    ('79161234567', '1234')
    """
    return re.sub(r"\D", "", normalise(number, region) or number or "")
