# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The two keyboard layouts a Russian bank types on: QWERTY (US) and ЙЦУКЕН.

Both layouts are written down key by key in the same order, so that the table
can be checked by eye against a keyboard (Windows "Russian", the default one).
A key that gives the same character in both layouts is not in the table.
"""

import re

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_LATIN_SHIFT = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&|'
_CYRILLIC_SHIFT = 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?/'

_TO_CYRILLIC = str.maketrans(
    _LATIN_KEYS + _LATIN_SHIFT, _CYRILLIC_KEYS + _CYRILLIC_SHIFT
)
_TO_LATIN = str.maketrans(_CYRILLIC_KEYS + _CYRILLIC_SHIFT, _LATIN_KEYS + _LATIN_SHIFT)
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")


def to_cyrillic(text):
    """Return what the same keys give in the Russian layout.

    Punctuation is read as the key of the US layout; Cyrillic letters stay.

    >>> to_cyrillic("rkbtyn")
    'клиент'
    >>> to_cyrillic(",fyr ") + to_cyrillic("~kxtyrj") + to_cyrillic(";ernjd")
    'банк Ёлченкожуктов'
    """
    return text.translate(_TO_CYRILLIC)


def to_latin(text):
    """Return what the same keys give in the US layout; Latin letters stay.

    >>> to_latin("шмфтщм@ьфшд.кг"), to_latin("ызфыышищ")
    ('ivanov@mail/ru', 'spassibo')
    """
    return text.translate(_TO_LATIN)


def swap(text):
    """Read every letter as typed in the other layout, in both directions at once.

    A sign that is a letter key in one layout only (``,`` is Б, ``.`` is Ю) goes
    with the nearest letter before it in its word, else with the one after it,
    else with the script of the whole text; where there is no letter at all it is
    read as a key of the US layout.

    >>> swap("bdfyjd ,fyr")
    'иванов банк'
    >>> swap("ghbdtn руддщ")
    'привет hello'
    >>> swap(swap("Щербаков И.")), swap("")
    ('Щербаков И.', '')
    """
    whole = _script_of(text)
    parts = re.split(r"(\s+)", text)
    return "".join(_swap_word(part, whole) for part in parts)


def _swap_word(word, whole):
    scripts = [_script_of(char) for char in word]
    current = next(filter(None, scripts), None) or whole or "latin"
    result = []
    for char, script in zip(word, scripts, strict=True):
        current = script or current
        table = _TO_CYRILLIC if current == "latin" else _TO_LATIN
        result.append(char.translate(table))
    return "".join(result)


def _script_of(text):
    """Return the script of the first letter, or None where there is no letter."""
    for char in text:
        if _LATIN.match(char):
            return "latin"
        if _CYRILLIC.match(char):
            return "cyrillic"
    return None
