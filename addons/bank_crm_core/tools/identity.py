# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers of identity documents and the term of a Russian passport. Plain Python."""

import hashlib
import hmac
import re
from datetime import date, timedelta

HIDDEN = "•"
_SHOWN = 4
# signs of a mask; everything else in it stands for itself
_SIGNS = {"9": r"\d", "A": "[A-ZА-ЯЁ]", "R": "[IVXLCІХУС1]+"}
_LOOKS_LIKE = str.maketrans("АВЕЁКМНОРСТУХІ", "ABEEKMHOPCTYXI")

# Decree of the Government of Russia of 23 December 2023 No. 2267 (before 2024: of 8 July
# 1997 No. 828): a passport is replaced at 20 and at 45 and is good until the new one is
# made out, at most 90 days after the birthday. The first one is given at 14.
PASSPORT_AGES = (20, 45)
DAYS_TO_REPLACE = 90


def arrange(number, mask):
    """Return the number in the shape of the mask, or None where it does not fit.

    In a mask 9 is a digit, A a letter, R a Roman numeral; blanks and hyphens may be
    typed or left out. An empty mask takes any 3 to 30 signs.

    >>> arrange("4509123456", "9999 999999"), arrange("45 09 №123456", "9999 999999")
    ('4509 123456', '4509 123456')
    >>> arrange("iiаа 123456", "R-AA 999999"), arrange("450912345", "9999 999999")
    ('II-АА 123456', None)
    >>> arrange(" n 123 ", ""), arrange("1", "")
    ('N 123', None)
    """
    text = " ".join((number or "").upper().split())
    if not mask:
        return text if 3 <= len(text) <= 30 else None
    bare = re.sub(r"[\s№\-]", "", text)
    parts = re.split(r"([ \-])", mask)
    pattern = "".join(
        "()" if part in (" ", "-") else f"({_pattern(part)})" for part in parts
    )
    match = re.fullmatch(pattern, bare)
    if not match:
        return None
    signs = (part if part in (" ", "-") else None for part in parts)
    return "".join(sign or found for sign, found in zip(signs, match.groups()))


def _pattern(part):
    return "".join(_SIGNS.get(sign) or re.escape(sign) for sign in part)


def number_key(number):
    """Return what two spellings of one number have in common.

    >>> number_key("II-АК 123456") == number_key("iiak123456")
    True
    """
    signs = (number or "").upper().translate(_LOOKS_LIKE)
    return re.sub(r"[^0-9A-ZА-Я]", "", signs)


def hash_number(key, number):
    """Return the keyed hash by which a number is found, or False without a number.

    >>> hash_number("k", "45 09 123456") == hash_number("k", "4509 123456")
    True
    >>> hash_number("k", "4509 123456") == hash_number("other", "4509 123456")
    False
    """
    signs = number_key(number)
    if not signs:
        return False
    return hmac.new(key.encode(), signs.encode(), hashlib.sha256).hexdigest()


def mask_number(number):
    """Return the number with its last signs only; at most a third of it is shown.

    >>> mask_number("4509 123456"), mask_number("АН 1234567"), mask_number("")
    ('•••• •••456', '•• ••••567', '')
    """
    number = number or ""
    places = [place for place, sign in enumerate(number) if sign.isalnum()]
    shown = min(_SHOWN, len(places) // 3)
    hidden = set(places[: len(places) - shown])
    return "".join(
        HIDDEN if place in hidden else sign for place, sign in enumerate(number)
    )


def birthday(birth_date, age):
    """Return the day on which somebody reaches an age.

    >>> birthday(date(2004, 2, 29), 45)
    datetime.date(2049, 3, 1)
    """
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def passport_end(birth_date, date_issued):
    """Return the last day of a Russian passport, or None where it has no end.

    >>> passport_end(date(1990, 5, 1), date(2004, 5, 20))
    datetime.date(2010, 7, 30)
    >>> passport_end(date(1990, 5, 1), date(2010, 5, 20))
    datetime.date(2035, 7, 30)
    >>> passport_end(date(1970, 5, 1), date(2015, 5, 20)) is None
    True
    """
    for age in PASSPORT_AGES:
        reached = birthday(birth_date, age)
        if date_issued < reached:
            return reached + timedelta(days=DAYS_TO_REPLACE)
    return None
