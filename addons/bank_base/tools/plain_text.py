# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text that no database keeps: the sign NUL, and halves of letters (surrogates)."""

import re

from psycopg2 import errors

NUL = "\x00"
_HALF = re.compile("[\ud800-\udfff]")


def is_storable(value):
    r"""Return whether the texts in a value of any shape can be kept.

    >>> is_storable("Пётр"), is_storable("a\x00b"), is_storable({"a": ["\ud800"]})
    (True, False, False)
    """
    if isinstance(value, str):
        # long files in base64 are looked through in no time
        return NUL not in value and (value.isascii() or not _HALF.search(value))
    if isinstance(value, dict):
        return all(map(is_storable, (*value, *value.values())))
    if isinstance(value, list | tuple):
        return all(map(is_storable, value))
    return True


def clean(value):
    r"""Return a value of any shape without the signs that cannot be kept.

    >>> clean(["a\x00b", ("\udcff", 1)])
    ['ab', ('', 1)]
    """
    if isinstance(value, str):
        return value if is_storable(value) else _HALF.sub("", value.replace(NUL, ""))
    if isinstance(value, dict):
        return {clean(key): clean(part) for key, part in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_make"):
        return value._make(map(clean, value))
    if isinstance(value, list | tuple):
        return type(value)(map(clean, value))
    return value


def is_refusal(error):
    r"""Return whether an error says that the database cannot keep or seek a text.

    >>> is_refusal(ValueError("other")), is_refusal(UnicodeEncodeError(
    ...     "utf-8", "\ud800", 0, 1, "surrogates not allowed"))
    (False, True)
    """
    if isinstance(error, UnicodeEncodeError):
        return error.reason == "surrogates not allowed"
    if isinstance(error, errors.InvalidTextRepresentation):
        return "surrogate" in str(error)
    if isinstance(error, ValueError):
        return "NUL (0x00)" in str(error)
    return isinstance(
        error, errors.UntranslatableCharacter | errors.CharacterNotInRepertoire
    )
