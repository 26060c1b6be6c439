# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Russian letters to Latin ones and back, by the standards in use.

Sources of the tables:

- ``iso9``: ISO 9:1995, the same as GOST 7.79-2000, system A. One sign a letter,
  reversible. It covers the other Slavic letters met in names as well.
- ``gost_b``: GOST 7.79-2000, system B (letters of ASCII only), Russian column:
  Ц is ``c`` before i, e, y, j and ``cz`` elsewhere. Reversible.
- ``passport``: ICAO Doc 9303, part 3, section 6 B, as put into force for Russian
  passports by the order of the Ministry of Internal Affairs of 2020 (Ъ is ``ie``, Ь is
  left out).
- ``gost_52535``: GOST R 52535.1-2006, annex A, passports of 2010-2012 (Ц is ``tc``,
  Ъ and Ь are left out).
- ``bgn``: BGN/PCGN 1947, found in English-language lists (Е is ``ye`` at the start
  of a word and after vowels, Й, Ъ, Ь).
- ``everyday``: what people write in letters and addresses: ``ya``, ``yu``, ``yo``,
  ``y`` for Й and Ы, no signs for Ъ and Ь.
"""

import re

from .readings import to_cyrillic_candidates

__all__ = ["STANDARDS", "from_latin", "to_cyrillic_candidates", "transliterate"]
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _table(latin, **others):
    table = dict(zip(_LETTERS, latin.split(), strict=True))
    table.update(others)
    return {letter: "" if sign == "-" else sign for letter, sign in table.items()}


_TABLES = {
    "iso9": _table(
        "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
        і="ì", ї="ï", є="ê", ґ="g̀", ў="ŭ", ј="ǰ", љ="l̂", њ="n̂", ђ="đ", ћ="ć",
    ),
    "gost_b": _table(
        "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh `` y' ` e' yu ya"
    ),
    "passport": _table(
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
        і="i", ї="i", є="ie", ґ="g", ў="u", ј="j", љ="lj", њ="nj", ђ="d", ѕ="dz",
    ),
    "gost_52535": _table(
        "a b v g d e e zh z i i k l m n o p r s t u f kh tc ch sh shch - y - e iu ia"
    ),
    "bgn": _table(
        "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya"
    ),
    "everyday": _table(
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
        і="i", ї="yi", є="ye", ґ="g", ў="u", қ="k", ғ="g", ң="n", ө="o", ү="u",
        ұ="u", һ="h", ә="a", җ="zh",
    ),
}  # fmt: skip
STANDARDS = tuple(_TABLES)
_AFTER_VOWEL = frozenset("аеёиоуыэюяйъь")
_LETTER = re.compile(r"[^\W\d_]")


def transliterate(text, standard="passport"):
    """Return ``text`` with its Cyrillic letters written in Latin ones.

    Everything else stays as it is. A letter written by several signs follows the
    case of the word (``Щ`` is ``Shch`` in Щербаков and ``SHCH`` in ЩЕРБАКОВ).
    Raises ValueError for an unknown standard.

    >>> transliterate("Щербаков Юрий", "passport"), transliterate("ЦОЙ", "passport")
    ('Shcherbakov Iurii', 'TSOI')
    >>> transliterate("Подъячев Юлия", "iso9"), transliterate("объём", "gost_b")
    ('Podʺâčev Ûliâ', 'ob``yom')
    >>> transliterate("Цыцин", "gost_52535"), transliterate("Цыцин", "gost_b")
    ('Tcytcin', "Cy'cin")
    >>> transliterate("Елена Васильева", "bgn"), transliterate("Жёлудь", "everyday")
    ('Yelena Vasil’yeva', 'Zhyolud')
    """
    table = _get_table(standard)
    result = []
    for index, char in enumerate(text):
        sign = table.get(char.lower())
        if sign is None:
            result.append(char)
            continue
        sign = _in_context(standard, text, index, sign)
        result.append(_in_case(text, index, sign))
    return "".join(result)


def _get_table(standard):
    try:
        return _TABLES[standard]
    except KeyError:
        known = ", ".join(STANDARDS)
        raise ValueError(
            f"Unknown transliteration standard {standard!r}; known: {known}."
        ) from None


def _in_context(standard, text, index, sign):
    """Apply the two rules that look at neighbours."""
    letter = text[index].lower()
    if standard == "gost_b" and letter == "ц":
        following = text[index + 1 : index + 2].lower()
        latin = _TABLES["gost_b"].get(following, following)
        return "c" if latin[:1] in ("i", "e", "y", "j") else "cz"
    if standard == "bgn" and letter in "её":
        before = text[max(index - 1, 0) : index].lower()
        if not before or not _LETTER.match(before) or before in _AFTER_VOWEL:
            return "y" + sign
    return sign


def _in_case(text, index, sign):
    if not text[index].isupper():
        return sign
    if len(sign) < 2:
        return sign.upper()
    before = text[max(index - 1, 0) : index]
    following = text[index + 1 : index + 2]
    if following.isupper() or (not _LETTER.match(following) and before.isupper()):
        return sign.upper()
    return sign[0].upper() + sign[1:]


def _reading_table(standard):
    """Return Latin sign → letter; of two letters with one sign the commoner wins."""
    reading = {}
    # й, ё, э share signs with и, е in passports: и and е come first and stay
    for letter in "аеиоуыябвгдзклмнпрстфхцчшщжюёйэъь":
        sign = _TABLES[standard][letter]
        if sign:
            reading.setdefault(sign, letter)
    if standard == "gost_b":
        reading["c"] = "ц"
    if standard == "bgn":
        reading.update({"ye": "е", "yë": "ё", "'": "ь", '"': "ъ"})
    return reading


_READINGS = {standard: _reading_table(standard) for standard in STANDARDS}
_READERS = {
    standard: re.compile(
        "|".join(map(re.escape, sorted(table, key=lambda sign: (-len(sign), sign)))),
        re.IGNORECASE,
    )
    for standard, table in _READINGS.items()
}


def from_latin(text, standard="passport"):
    """Return ``text`` read back into Cyrillic by one standard.

    Exact for ``iso9`` and ``gost_b``; the other standards lose letters (Ь, Ё, Й), so
    what comes back is the commonest reading. For names of unknown spelling use
    ``readings.to_cyrillic_candidates``.

    >>> from_latin("Podʺâčev Ûliâ", "iso9"), from_latin("ob``yom Cy'cin", "gost_b")
    ('Подъячев Юлия', 'объём Цыцин')
    >>> from_latin("SHCHERBAKOV Iurii", "passport")
    'ЩЕРБАКОВ Юрии'
    """
    _get_table(standard)
    table = _READINGS[standard]

    def read(match):
        sign = match.group()
        letter = table[sign.lower()]
        return letter.upper() if sign[0].isupper() else letter

    return _READERS[standard].sub(read, text)
