# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text as people read it. Plain Python."""

import unicodedata

# marks of direction, of no width, of control: what stands there but is not seen
_UNSEEN = {"Cc", "Cf", "Cs", "Co"}


def clean_line(text):
    """Return a text in one line, without signs that nobody sees.

    >>> clean_line(" Иванов\\u200b\\t Пётр\\u202e\\0 ")
    'Иванов Пётр'
    """
    if not text.isprintable():
        text = "".join(
            sign
            for sign in text
            if sign.isspace() or unicodedata.category(sign) not in _UNSEEN
        )
    return " ".join(text.split())


def has_letters(text):
    """Return whether there is a letter or a digit in a text.

    >>> has_letters("A1"), has_letters("—"), has_letters("😀")
    (True, False, False)
    """
    return any(sign.isalnum() for sign in text)
