# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a bank employee may have meant by a line typed into a search box."""

import re
from dataclasses import dataclass
from functools import lru_cache

from . import keyboard
from .lexicon import BANK_WORDS, GIVEN_NAMES, SURNAMES
from .normalisation import has_cyrillic, has_latin, normalise
from .transliteration import to_cyrillic_candidates, transliterate

_LIMIT = 6
_MAX_LENGTH = 200
_GIBBERISH = 0.45
# by how much the other layout must look better before it goes first
_GAIN = 0.25
_EMAIL = re.compile(r"\S+@\S+")
_RUSSIAN_VOWEL = re.compile("[аеиоуыэюя]")
_LATIN_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True)
class Variant:
    """One reading: normalised text, weight 0..1, kind of reading.

    Kinds: ``typed``, ``layout`` (the other keyboard layout), ``transliterated``
    (the same word in the other alphabet), ``layout_transliterated`` (both).
    """

    text: str
    weight: float
    kind: str

    def __iter__(self):
        return iter((self.text, self.weight, self.kind))


def variants(query, limit=_LIMIT):
    """Return the readings of a search line as :class:`Variant`, best first.

    Deduplicated by text, at most ``limit``; a line typed as it should be keeps the
    weight 1 for itself, gibberish gives way to its other layout. An e-mail address
    keeps its ``@`` and dots. Only the first 200 characters are looked at.

    >>> [variant.text for variant in variants("rkbtyn")][:1]
    ['клиент']
    >>> [(variant.text, variant.kind) for variant in variants("Bdfyjd Пётр")][:1]
    [('иванов петр', 'layout')]
    >>> [variant.text for variant in variants("Shcherbakov")][:2]
    ['shcherbakov', 'щербаков']
    >>> variants("шмфтщм\\"ьфшдюкг")[0].text, variants("  ")
    ('ivanov@mail.ru', [])
    """
    query = (query or "")[:_MAX_LENGTH].strip()
    emails = _email_variants(query)
    if emails:
        return emails[:limit]
    found = {}
    for text, weight, kind in _readings(query):
        text = normalise(text)
        if text and (text not in found or found[text].weight < weight):
            found[text] = Variant(text, round(weight, 3), kind)
    ranked = sorted(found.values(), key=lambda variant: -variant.weight)
    return ranked[:limit]


def _readings(query):
    """Yield ``(text, weight, kind)`` in the order of trust, with duplicates."""
    swapped = _swap_gibberish(query)
    gain = plausibility(swapped) - plausibility(query)
    # up to three letters may be an abbreviation: ВТБ has no vowel either
    is_short = len(normalise(query)) < 4
    yield query, 1.0 if gain < _GAIN or is_short else 0.5, "typed"
    yield from _in_other_script(query, 0.5 if gain >= _GAIN else 0.95, "transliterated")
    if gain >= _GAIN:
        yield swapped, 0.95, "layout"
        yield from _in_other_script(swapped, 0.8, "layout_transliterated")
    whole = keyboard.swap(query)
    if whole not in (query, swapped) or gain < _GAIN:
        yield whole, 0.2 + 0.4 * plausibility(whole), "layout"


def _in_other_script(text, weight, kind):
    if has_latin(text):
        for place, reading in enumerate(to_cyrillic_candidates(text, 3)):
            doubt = (1 - 0.15 * place) * (0.3 + 0.7 * plausibility(reading))
            yield reading, weight * doubt, kind
    elif has_cyrillic(text):
        yield transliterate(normalise(text), "everyday"), weight * 0.8, kind
        yield transliterate(normalise(text), "passport"), weight * 0.75, kind


def _swap_gibberish(query):
    """Swap the layout of the words that read better so; all of them if none does."""
    words = query.split()
    swapped = [keyboard.swap(word) for word in words]
    chosen = [
        other if plausibility(other) > plausibility(word) else word
        for word, other in zip(words, swapped, strict=True)
    ]
    return " ".join(chosen if chosen != words else swapped)


def _email_variants(query):
    readings = [(query, 1.0, "typed"), (keyboard.to_latin(query), 0.9, "layout")]
    return [
        Variant(text.casefold(), weight, kind)
        for text, weight, kind in readings
        if _EMAIL.fullmatch(text) and text.isascii() and "." in text
    ][:1]


def plausibility(text):
    """Return 0..1: how much the words look like Russian or Latin-written words.

    The share of letter pairs, word ends included, that occur in the lexicon (in
    everyday Latin spelling for Latin words), less for words without a vowel. A text
    without letters is as good as any: 1.

    >>> plausibility("иванов") > 0.9 > 0.5 > plausibility("bdfyjd")
    True
    """
    words = [word for word in normalise(text).split() if not word.isdigit()]
    if not words:
        return 1.0
    return sum(map(_word_plausibility, words)) / len(words)


def _word_plausibility(word):
    if any(map(str.isdigit, word)) or len(word) == 1:
        return _GIBBERISH
    is_russian = has_cyrillic(word)
    pairs = _pairs(is_russian)
    padded = f"^{word}$"
    share = sum(padded[i : i + 2] in pairs for i in range(len(padded) - 1))
    share /= len(padded) - 1
    vowel = _RUSSIAN_VOWEL if is_russian else _LATIN_VOWEL
    return share if vowel.search(word) else share * 0.6


@lru_cache(maxsize=2)
def _pairs(is_russian):
    words = GIVEN_NAMES | SURNAMES | BANK_WORDS
    if not is_russian:
        words = {transliterate(word, "everyday") for word in words} | _ENGLISH
    padded = (f"^{word}$" for word in words)
    counts = {}
    for word in padded:
        for place in range(len(word) - 1):
            pair = word[place : place + 2]
            counts[pair] = counts.get(pair, 0) + 1
    return frozenset(pair for pair, count in counts.items() if count > 1)


_ENGLISH = frozenset(
    """
    bank card credit loan account transfer payment limited company trade group smith
    john james mary robert michael william david richard thomas charles anderson
    johnson williams brown jones miller davis wilson taylor white harris the and with
    international service house holding capital finance investment street world
    """.split()
)


def digits(query):
    """Return the digits of a line as one string ("" where there is none).

    >>> digits("+7 (916) 123-45-67"), digits("ИНН 7707083893"), digits("Иванов")
    ('79161234567', '7707083893', '')
    """
    # decimal digits of other scripts count as well: int() reads them
    return "".join(str(int(char)) for char in query or "" if char.isdecimal())


def phone_digits(query):
    """Return the digits of a phone without the country code or trunk prefix of Russia.

    >>> phone_digits("8 916 123-45-67"), phone_digits("+7 916 1234567")
    ('9161234567', '9161234567')
    >>> phone_digits("123-45"), phone_digits("+44 20 7946 0958")
    ('12345', '442079460958')
    """
    found = digits(query)
    return found[1:] if len(found) == 11 and found[0] in "78" else found
