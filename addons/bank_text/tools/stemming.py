# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stems of words for the classifier: Russian by Snowball, English by plain endings.

The Russian rules are those of the Snowball stemmer (M. Porter,
https://snowballstem.org/algorithms/russian/stemmer.html) without the rule for
derivational endings inside R2, which matters little in short requests.
"""

import re
from functools import lru_cache

_VOWEL = re.compile("[аеиоуыэюя]")
_GERUND = re.compile("(?:(?<=[ая])(?:в|вши|вшись)|(?:ив|ивши|ившись|ыв|ывши|ывшись))$")
_REFLEXIVE = re.compile("(?:ся|сь)$")
_ADJECTIVE = re.compile(
    "(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|"
    "ою|ею)$"
)
_PARTICIPLE = re.compile("(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|(?:ивш|ывш|ующ))$")
_VERB = re.compile(
    "(?:(?<=[ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно)|"
    "(?:ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|"
    "ит|ыт|ены|ить|ыть|ишь|ую|ю))$"
)
_NOUN = re.compile(
    "(?:а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|"
    "иях|ях|ы|ь|ию|ью|ю|ия|ья|я)$"
)
_SUPERLATIVE = re.compile("(?:ейше|ейш)$")
_ENGLISH = "ations ation ments ment ings ing edly ied ies ers er ed es s ly e".split()


@lru_cache(maxsize=32768)
def stem(word):
    """Return the stem of a normalised word; a word of neither alphabet stays.

    >>> {stem(word) for word in "карта карты картой картами карту".split()}
    {'карт'}
    >>> stem("заблокировал"), stem("потерялась"), stem("transfers")
    ('заблокирова', 'потеря', 'transf')
    """
    if _VOWEL.search(word):
        return _stem_russian(word)
    return _stem_english(word) if word.isascii() else word


def _stem_russian(word):
    start = _VOWEL.search(word).end()
    head, tail = word[:start], word[start:]
    found = _GERUND.sub("", tail)
    if found == tail:
        tail = _REFLEXIVE.sub("", tail)
        tail = _strip_inflection(tail)
    else:
        tail = found
    tail = tail.removesuffix("и")
    if tail.endswith("нн"):
        tail = tail[:-1]
    tail = _SUPERLATIVE.sub("", tail).removesuffix("ь")
    return head + tail


def _strip_inflection(tail):
    found = _ADJECTIVE.sub("", tail)
    if found != tail:
        return _PARTICIPLE.sub("", found)
    found = _VERB.sub("", tail)
    return found if found != tail else _NOUN.sub("", tail)


def _stem_english(word):
    for ending in _ENGLISH:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
