# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a visitor of the bank's site types. Plain Python."""

import re
import unicodedata

# the longest that is kept of each field
LENGTHS = {"name": 120, "phone": 40, "email": 120, "city": 80, "note": 2000}
# nobody fills the form sooner; a page left open longer is sent anew
LEAST_SECONDS = 3
MOST_SECONDS = 12 * 3600

_TOWN = re.compile(r"^(?:г|гор|город)(?:\.\s*|\s+)", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")


def clean(value, length, lines=False):
    """Return what was typed without control signs and blanks around it, cut.

    >>> clean(" Пётр\\x00  \\u200b Ильич ", 40), clean("a\\nb", 9, lines=True)
    ('Пётр Ильич', 'a\\nb')
    >>> clean("abcdef", 3), clean(None, 3)
    ('abc', '')
    """
    kept = "".join(
        sign
        for sign in str(value or "")
        if unicodedata.category(sign)[0] != "C" or sign in "\n\t"
    )
    pattern = r"[^\S\n]+" if lines else r"\s+"
    return re.sub(pattern, " ", kept).strip()[:length]


def is_name(text):
    """Tell whether it can be a name: two letters at least, and no address of a site.

    >>> is_name("Ян"), is_name("7"), is_name("Win http://x.ru"), is_name("!!")
    (True, False, False, False)
    """
    letters = sum(sign.isalpha() for sign in text)
    return letters > 1 and "://" not in text and "www." not in text.lower()


def is_email(text):
    """
    >>> is_email("a@b.ru"), is_email("a@b"), is_email("a b@c.ru"), is_email("@.")
    (True, False, False, False)
    """
    return bool(_EMAIL.fullmatch(text))


def city_key(city):
    """Return a city as it is compared.

    >>> city_key("г. Орёл "), city_key("ОРЕЛ"), city_key("Горно-Алтайск"), city_key(None)
    ('орел', 'орел', 'горно-алтайск', '')
    """
    text = _TOWN.sub("", (city or "").strip().lower().replace("ё", "е"))
    return re.sub(r"\s+", " ", text).strip()


def judge_age(seconds):
    """Return what is wrong with the time in which a form was filled: "fast" or "old".

    >>> judge_age(1), judge_age(20), judge_age(99999), judge_age(-5)
    ('fast', '', 'old', 'fast')
    """
    if seconds < LEAST_SECONDS:
        return "fast"
    return "old" if seconds > MOST_SECONDS else ""


def fits_name(typed, known):
    """Tell whether the words that were typed are among those of a client's name.

    >>> fits_name("петр щербаков", "ильич петр щербаков"), fits_name("анна", "петр")
    (True, False)
    >>> fits_name("", "петр")
    False
    """
    words, others = set(typed.split()), set(known.split())
    return bool(words) and (words <= others or len(words & others) > 1)
