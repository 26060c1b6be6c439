# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One spelling for comparing: case, ё, accents, quotes, hyphens, look-alikes."""

import re
import unicodedata

# Latin letters that look like Cyrillic ones, by case: В is a twin of B, but not of b
_LATIN_TWINS = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC_TWINS = "АВСЕНКМОРТХУасеорхук"
_TWIN_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TWIN_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]+")
# soft hyphen, zero-width signs, direction marks, byte order mark, combining joiner
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
# apostrophes, hard and soft signs of transliterations: inside a word they vanish
_APOSTROPHES = re.compile(r"(?<=\w)['`´‘’‛ʹʺʻʼʾʿ′″“”\"]+(?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_SHORT_I = "и\u0306"
# letters without a decomposition
_FOLDED = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae",
    "œ": "oe", "ħ": "h", "ŋ": "n", "ŧ": "t", "ѐ": "е",
})  # fmt: skip


def normalise(text):
    """Return ``text`` in the one spelling that names are compared in.

    Lower case, ё as е, no accents (й stays), compatibility forms unfolded (NFKC),
    quotes and punctuation gone, apostrophes closed up, hyphens and runs of spaces
    one space, Latin look-alike letters inside a Cyrillic word made Cyrillic (and
    the other way round), invisible characters dropped. Idempotent. None is "".

    >>> normalise("ООО  «Ёлки-Палки»"), normalise("О’Коннор Шинейд")
    ('ооо елки палки', 'оконнор шинейд')
    >>> normalise("Ивaнoв") == normalise("ИВАНОВ"), normalise("Müller, José")
    (True, 'muller jose')
    >>> normalise("№ 5/7-й"), normalise(None)
    ('5 7 й', '')
    """
    text = (text or "").replace("№", " ")
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _LETTERS.sub(_fix_twins, text)
    text = unicodedata.normalize("NFKC", text.casefold())
    text = _without_accents(text)
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()


def tokens(text):
    """Return the words of :func:`normalise` as a list."""
    return normalise(text).split()


def has_cyrillic(text):
    """Tell whether there is at least one Cyrillic letter."""
    return bool(_CYRILLIC.search(text))


def has_latin(text):
    """Tell whether there is at least one letter of the basic Latin alphabet."""
    return bool(_LATIN.search(text))


def look_alikes(text):
    """Return the words of ``text`` that mix Latin and Cyrillic letters.

    Such a word is a slip of the keyboard or a try to hide from a search.

    >>> look_alikes("Пeтров Пётр, BMW")
    ['Пeтров']
    """
    words = _LETTERS.findall(unicodedata.normalize("NFKC", text or ""))
    return [word for word in words if has_cyrillic(word) and has_latin(word)]


def _fix_twins(match):
    word = match.group()
    if not (has_cyrillic(word) and has_latin(word)):
        return word
    cyrillic = word.translate(_TWIN_TO_CYRILLIC)
    if not has_latin(cyrillic):
        return cyrillic
    latin = word.translate(_TWIN_TO_LATIN)
    return word if has_cyrillic(latin) else latin


def _without_accents(text):
    text = text.translate(_FOLDED)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    # й is a letter of its own; every other mark (ё among them) is decoration
    parts = decomposed.split(_SHORT_I)
    plain = (
        "".join(char for char in part if not unicodedata.combining(char))
        for part in parts
    )
    return unicodedata.normalize("NFC", _SHORT_I.join(plain))
