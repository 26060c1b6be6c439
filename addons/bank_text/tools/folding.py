# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Skeletons and sound keys: one Latin spelling for all scripts and standards.

A Cyrillic word is first written in the everyday Latin spelling and then goes the
same way as a word that came in Latin letters, so that whatever a rule blurs, it
blurs on both sides alike.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from .normalisation import has_cyrillic, normalise
from .transliteration import transliterate

# letters of Latin alphabets that lose their sound when they lose their mark
_MARKED = str.maketrans({
    "č": "ch", "š": "sh", "ž": "zh", "ŝ": "shch", "ć": "ch", "ç": "ch", "ş": "sh",
    "ș": "sh", "ě": "e", "ə": "a", "ğ": "g", "Č": "Ch", "Š": "Sh", "Ž": "Zh",
    "Ŝ": "Shch", "Ć": "Ch", "Ç": "Ch", "Ş": "Sh", "Ș": "Sh", "Ə": "A", "Ğ": "G",
})  # fmt: skip
_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # hushers: щ, ш, сч and their spellings are one class, ч another
        (r"schtsch|chtch|shch|stsch|stch|schsch|shh|shsh|sch|ssh|sh", "S"),
        (r"tsch|tch|ch", "C"),
        (r"dzh|dj|dsch|(?<![a-z])j(?=[aou])|j(?=i)", "J"),
        (r"zh", "Z"),
        (r"ts|tz|tc|cz|c(?=[eiy])", "T"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"ck|q|c", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"oo|ou", "u"),
        # Ю, Я, Е and their spellings; -ий, -ый, -ей
        (r"[iyj]+e|[iyj]+o", "e"),
        (r"[iyj]+u", "Y"),
        (r"[iyj]+a", "A"),
        (r"[yj]", "i"),
        (r"ee", "i"),
        (r"([^0-9])\1+", r"\1"),
        (r"i+(?=[AY])", ""),
    )
)
_SPELLED = str.maketrans({
    "S": "sh", "C": "ch", "J": "dzh", "Z": "zh", "T": "ts", "Y": "iu", "A": "ia",
})  # fmt: skip


def spell_out(text):
    """Write marked Latin letters by their sound, before normalising drops the mark.

    >>> spell_out("Škoda Čapek"), spell_out("Шкода")
    ('Shkoda Chapek', 'Шкода')
    """
    if not text or text.isascii():
        return text or ""
    return unicodedata.normalize("NFC", text).translate(_MARKED)


@lru_cache(maxsize=16384)
def fold(token):
    """Return the Latin skeleton of one word in any script.

    >>> {fold(word) for word in "Щербаков Shcherbakov Scherbakov ЩЕРБАКОВ".split()}
    {'sherbakov'}
    >>> {fold(word) for word in "Васильев Vasilyev Vasiliev Vasilev".split()}
    {'vasilev'}
    >>> {fold(word) for word in "Юлия Yulia Iuliia Yuliya".split()}
    {'iulia'}
    >>> fold("11"), fold("Анна")  # a doubled letter is a spelling, a digit is not
    ('11', 'ana')
    """
    return _fold(token).translate(_SPELLED)


def _fold(token):
    """Return the skeleton with one sign a sound (capitals are classes)."""
    token = normalise(spell_out(token)).replace(" ", "")
    if has_cyrillic(token):
        token = transliterate(token, "everyday")
    if not token.isascii():
        token = normalise(anyascii(token)).replace(" ", "")
    for pattern, replacement in _STEPS:
        token = pattern.sub(replacement, token)
    return token


_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"A", "a"),
        (r"Y", "u"),
        (r"[oa]+", "a"),
        (r"[ei]+", "i"),
        (r"(?<=.)[ai][vf]+$", "V"),
        (r"(?<=.)[ai]v(?=a$)", "V"),
        (r"ts|ds|dz", "T"),
        (r"J", "Z"),
        (r"([^V])\1+", r"\1"),
    )
)
_VOICED = str.maketrans("bvgdzZ", "pfktsS")
_BEFORE_VOICELESS = re.compile(r"[bvgdzZ]+(?=[pfktsSCTh]|$)")


@lru_cache(maxsize=16384)
def phonetic_key(token):
    """Return a short key of how a word sounds to a Russian ear; "" for no letters.

    The same for unstressed О/А and Е/И, voiced and voiceless consonants at the end
    or before a voiceless one, doubled letters, -ов and -ев, тс and ц, щ and сч.

    >>> phonetic_key("Соловьёв") == phonetic_key("Салавьов") == phonetic_key("Solovyev")
    True
    >>> phonetic_key("Карпов") == phonetic_key("Корпоф"), phonetic_key("Глеб")
    (True, 'glip')
    """
    return _sound(_fold(token))


def _sound(folded):
    for pattern, replacement in _SOUNDS:
        folded = pattern.sub(replacement, folded)
    return _BEFORE_VOICELESS.sub(lambda match: match.group().translate(_VOICED), folded)


# spellings that stand for two sounds: both readings give a key
_TWO_WAYS = (
    (re.compile(r"^j|(?<=[aeiou])j(?=[aou])"), "y"),
    (re.compile(r"^j"), "zh"),
    (re.compile(r"ch"), "kh"),
    (re.compile(r"ch(?=[aou])"), "sh"),
    (re.compile(r"^h"), "g"),
    (re.compile(r"x"), "kh"),
    (re.compile(r"w"), "u"),
    (re.compile(r"c(?=[aoulr])"), "ts"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"sch"), "sh"),
)


@lru_cache(maxsize=16384)
def phonetic_readings(token):
    """Return the phonetic keys of all likely readings of one word, as a frozenset.

    >>> phonetic_key("Юрий") in phonetic_readings("Jurij")
    True
    >>> phonetic_key("Жуков") in phonetic_readings("Jukov")
    True
    """
    word = normalise(token).replace(" ", "")
    keys = {phonetic_key(token)}
    if word.isascii():
        keys.update(
            phonetic_key(pattern.sub(other, word))
            for pattern, other in _TWO_WAYS
            if pattern.search(word)
        )
    keys.discard("")
    return frozenset(keys)
