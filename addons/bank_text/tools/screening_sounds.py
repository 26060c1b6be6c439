# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How alike two words of names are, and the keys by which like words are found.

A word has a *skeleton* (``folding.fold``) and a *coarse* key, in which vowels are one
sign and voiced, aspirated and doubled consonants are those they are confused with
when a name goes through Arabic, Korean, Chinese or Turkic spellings. Both sides go the
same way, so that what is blurred is blurred alike.
"""

import re
from functools import lru_cache

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from .folding import fold, phonetic_readings
from .normalisation import has_cyrillic, normalise
from .screening_words import NICKNAMES, read_palladius
from .transliteration import transliterate

LEAST = 0.66  # likeness below which two words are two words
_COARSE = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"shch|sch|sh", "S"),
        (r"tch|ch|dzh|dj|zh|ts|dz|j", "C"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"(?<=[aeiouy])ng(?=[^aeiouy]|$)", "n"),
        (r"[bp]", "p"),
        (r"[dt]h?", "t"),
        (r"[gkq]|ck", "k"),
        (r"[sz]", "s"),
        (r"[vw]", "f"),
        (r"[aeiouy]+", "a"),
        (r"(?<=.)h(?=[^a]|$)", ""),
        (r"a+", "a"),
        (r"([^0-9])\1+", r"\1"),
    )
)
_PATRONYMIC = re.compile(r"(?<=..)(?:[oe]?vich|[oe]?vna|[iy]?ich|inichna|ichna)$")


@lru_cache(maxsize=65536)
def coarse(skeleton):
    """Return the coarse key of a skeleton.

    >>> {coarse(fold(word)) for word in "Muhammad Mohamed Mohammed Мухаммад".split()}
    {'mahamat'}
    >>> coarse(fold("Hussein")) == coarse(fold("Хусайн")) == coarse(fold("Husayn"))
    True
    """
    for pattern, replacement in _COARSE:
        skeleton = pattern.sub(replacement, skeleton)
    return skeleton


@lru_cache(maxsize=65536)
def spell(word):
    """Return ``(letters, skeleton, coarse key)`` of a normalised word in any script.

    >>> spell("щербаков")
    ('shcherbakov', 'sherbakov', 'Sarpakaf')
    """
    letters = word
    if not word.isascii():
        if has_cyrillic(word):
            letters = transliterate(word, "everyday")
        if not letters.isascii():
            letters = normalise(anyascii(letters)).replace(" ", "")
    skeleton = fold(letters) or letters
    return letters, skeleton, coarse(skeleton)


# letters that are read in two ways: what is written and what may be heard
_OTHER_WAYS = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"g(?=[ei])", "j"),
        (r"j(?=[aou])", "h"),
        (r"^j|(?<=[aeiou])j", "y"),
        (r"ch", "sh"),
        (r"ch", "kh"),
        (r"x", "kh"),
        (r"x", "sh"),
        (r"cz", "ch"),
        (r"sz", "sh"),
        (r"c(?=[aoulr])", "ts"),
        (r"w", "u"),
        (r"q", "ch"),
        (r"^h", "g"),
        (r"^kh", "g"),
        (r"ll", "y"),
    )
)


@lru_cache(maxsize=65536)
def readings(word):
    """Return other normalised words that this one may stand for.

    >>> readings("цзиньпин"), readings("gibran")
    (('jinping',), ('jibran',))
    """
    if not word.isascii():
        pinyin = read_palladius(word)
        return (pinyin,) if pinyin else ()
    others = (
        pattern.sub(other, word)
        for pattern, other in _OTHER_WAYS
        if pattern.search(word)
    )
    return tuple(dict.fromkeys(other for other in others if other != word))


def consonants(key):
    """Return a coarse key without its vowels."""
    return key.replace("a", "")


@lru_cache(maxsize=65536)
def sounds(word):
    """Return the sound keys of all readings of a word."""
    return phonetic_readings(word)


@lru_cache(maxsize=65536)
def father(skeleton):
    """Return a patronymic without its ending, other words as they are."""
    stem = _PATRONYMIC.sub("", skeleton)
    return stem if stem != skeleton else ""


def likeness(word, others):
    """Return an array: how alike one word is to each of several, 0..1.

    :param word, others: one and many of :func:`spell`
    """
    letters, skeletons, keys = zip(*others)
    best = np.maximum(_spell(word[0], letters), _spell(word[1], skeletons))
    equal = np.fromiter(map(word[1].__eq__, skeletons), bool, len(best))
    best[equal] = np.maximum(best[equal], 0.99)
    _compare_keys(best, word[2], keys)
    if stem := father(word[1]):
        _compare_fathers(best, stem, list(map(father, skeletons)))
    return best


def _compare_keys(best, key, keys):
    """Alike by ear counts the less, the less the letters agree."""
    near = _spell(key, keys)
    worth = 0.97 if len(key) >= 5 else 0.94 if len(key) >= 3 else 0.85
    heard = np.where(near == 1, worth, 0.9 * near)
    best[:] = np.maximum(best, 0.35 * np.minimum(best, heard) + 0.65 * heard)
    bare = consonants(key)
    if len(bare) < 3:
        return
    # equal consonants: other vowels only, or a script that writes none
    bares = list(map(consonants, keys))
    equal = np.fromiter(map(bare.__eq__, bares), bool, len(best))
    equal &= np.fromiter((other[:1] == key[:1] for other in keys), bool, len(best))
    unvowelled = np.fromiter(map(str.__eq__, bares, keys), bool, len(best))
    worth = np.where(unvowelled | (bare == key), 0.88, 0.8 + 0.02 * min(len(bare), 4))
    best[equal] = np.maximum(best, worth)[equal]


def _spell(word, words):
    """Likeness by edits, strict on short words, mild on one slip in a long one."""
    distance = cdist([word], words, scorer=OSA.distance)[0]
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    lengths = np.maximum(lengths, max(len(word), 1))
    value = 1 - distance / lengths
    once = distance == 1
    value[once] = np.where(lengths > 3, np.maximum(value, 0.85), 0.7)[once]
    twice = (distance == 2) & (lengths > 7)
    value[twice] = np.maximum(value[twice], 0.8)
    value[(lengths <= 3) & (distance > 1)] = 0
    return value


def _compare_fathers(best, stem, stems):
    """Patronymics have one ending: what differs is the father's name."""
    both = np.fromiter(map(bool, stems), bool, len(stems))
    value = _spell(stem, stems)
    if len(stem) <= 4:
        value = np.where(value < 1, np.minimum(value, 0.6), 1)
    value = np.where(value < 1, np.minimum(best, value), np.maximum(best, 0.97))
    best[both] = value[both]


def share_nickname(one, other):
    """Tell whether two normalised words are forms of one given name.

    >>> share_nickname("саша", "alexander"), share_nickname("саша", "boris")
    (True, False)
    """
    return bool(NICKNAMES.get(one, frozenset()) & NICKNAMES.get(other, frozenset()))
