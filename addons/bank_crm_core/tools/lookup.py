# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a line typed into the search box asks of the search keys, and how well a
key answers it. Plain Python: the database only finds candidates.
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from odoo.addons.bank_text.tools import query as text_query

from .client_key import name_words

_MIN_DIGITS = 3
_MIN_TYPO_LETTERS = 5
_MIN_NUMBER_DIGITS = 6
_LIKELY = 0.5
_NUMBER = re.compile(r"[\w\-/.№]*\d[\w\-/.]*")
# letters and digits in one word, or more digits than a phone or an INN has
_DOCUMENT = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w\-/.№]+|\d{16,}")


@dataclass(frozen=True)
class Reading:
    """One way to read the line: words to be found in a key, and how likely it is."""

    words: tuple
    weight: float


@dataclass(frozen=True)
class Question:
    """All readings of a line, best first, and numbers it may name a document by."""

    readings: tuple
    numbers: tuple
    is_document: bool = False  # the line looks like the number of a document
    line: str = ""

    @property
    def letters(self):
        """The length of what was typed, in the best reading."""
        if not self.readings:
            return 0
        return sum(map(len, self.readings[0].words))

    def likely(self):
        return tuple(row for row in self.readings if row.weight >= _LIKELY)


def read(line):
    """Return the :class:`Question` that a search line asks.

    >>> [row.words for row in read("Пётр Щербаков").readings][:1]
    [('petr', 'sherbakov')]
    >>> read("8 (916) 123-45").readings, read("КД-12/45").numbers
    ((Reading(words=('91612345',), weight=1.0),), ('КД-12/45',))
    >>> read("КД-12/45").is_document, read("СУ 155").is_document
    (True, False)
    >>> read("  ").readings
    ()
    """
    line = (line or "").strip()
    numbers = tuple(dict.fromkeys(_NUMBER.findall(line)[:2])) if line else ()
    is_document = bool(_DOCUMENT.fullmatch(line))
    if phone := _read_digits(line):
        compact = re.sub(r"[\s\-]", "", line)
        readings = (Reading((phone,), 1.0),)
        return Question(readings, tuple({*numbers, compact}), is_document, line)
    found = {}
    for variant in text_query.variants(line):
        words = _read_words(variant.text)
        if words and words not in found:
            found[words] = Reading(words, variant.weight)
    return Question(tuple(found.values()), numbers, is_document, line)


def _read_digits(line):
    """Return the digits of a line without letters: of a phone, an INN, an account."""
    if any(map(str.isalpha, line)):
        return ""
    digits = text_query.digits(line)
    if len(digits) < _MIN_DIGITS:
        return ""
    # a phone begins with 8 for a person and with 7 in the key
    if len(digits) < 11 and re.match(r"8[\s(\-]", line):
        return digits[1:]
    return text_query.phone_digits(line) if len(digits) <= 11 else digits


def _read_words(text):
    if "@" in text:
        return (text.casefold(),)
    return tuple(dict.fromkeys(name_words(text)))


def is_long_number(word):
    """Tell whether so many digits are met in few keys only.

    >>> is_long_number("1234567"), is_long_number("916"), is_long_number("sherbakov")
    (True, False, False)
    """
    return len(word) >= _MIN_NUMBER_DIGITS and word.isdigit()


def typo_parts(word):
    """Return what is left of a word around a typo: its head and its tail.

    >>> typo_parts("sherbakov"), typo_parts("ivan")
    ((' sherb', 'akov '), ())
    """
    if len(word) < _MIN_TYPO_LETTERS:
        return ()
    middle = (len(word) + 1) // 2
    return f" {word[:middle]}", f"{word[middle:]} "


def score(question, key):
    """Return 0..1: how well the best reading of the line fits the key.

    >>> question = read("щербаков")
    >>> score(question, " petr sherbakov ") > score(question, " sherbakovski ") > 0.5
    True
    """
    words = key.split()
    return max(
        (
            reading.weight * sum(_word_score(word, words) for word in reading.words)
            / len(reading.words)
            for reading in question.readings
        ),
        default=0.0,
    )  # fmt: skip


def _word_score(word, words):
    return max((_pair_score(word, other) for other in words), default=0.0)


def _pair_score(word, other):
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.8 + 0.15 * len(word) / len(other)
    if word in other:
        return 0.5 + 0.2 * len(word) / len(other)
    if len(word) < _MIN_TYPO_LETTERS:
        return 0.0
    # what is typed may be the beginning of the word, with a typo in it
    distance = min(
        OSA.distance(word, other), OSA.distance(word, other[: len(word)]) + 0.5
    )
    return max(0.0, 0.9 - 0.2 * distance)
