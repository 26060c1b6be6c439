# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the classifier sees of a text: words, stems, pairs, parts of words, concepts.

Pairs of stems matter most in short requests ("card … lost" against "card …
arrived"), near each other and in order they say who did what to whom; parts of words
carry over typing errors and endings, runs of letters over the blank between words do
so for turns of phrase; concepts carry over words of the same meaning.
"""

import re
from itertools import combinations, pairwise

from .normalisation import normalise
from .stemming import stem
from .topic_concepts import concept, is_filler

# a letter is enough to look at: nobody's topic is told by the 3,000th
_MAX_LETTERS = 3000
_MAX_PAIRED = 24
# as far apart as words of one clause are
_NEAR = 5
_NUMBER = re.compile(r"\d+")
_NOT = re.compile(r"(?<=[a-z])n['’`]t\b")
_NOT_CLOSED = re.compile(r"\b(ca|do|does|did|is|was|have|has|would|could|are)nt\b")
_SIGNS = str.maketrans({"£": " gbp ", "$": " usd ", "€": " eur ", "₽": " rub ",
                        "?": " qmark ", "%": " percent "})  # fmt: skip
#: views and how long a vector of each may be beside the others
VIEWS = {"word": 0.75, "pair": 0.75, "part": 0.75, "run": 0.75, "near": 0.75,
         "sense": 1.1}  # fmt: skip


def words_of(text):
    """Return the words a topic may hang on; numbers are all one.

    >>> words_of("I can't withdraw £50, can’t I?")
    ['i', 'ca', 'not', 'withdraw', 'gbp', '0', 'ca', 'not', 'i', 'qmark']
    >>> words_of("Ещё не пришла карта №2")
    ['еще', 'не', 'пришла', 'карта', '0']
    """
    text = text[:_MAX_LETTERS].casefold().translate(_SIGNS)
    text = _NOT_CLOSED.sub(r"\1 not", _NOT.sub(" not", text))
    return _NUMBER.sub("0", normalise(text)).split()


def features(text):
    """Return ``{view: {feature: count}}`` of one text."""
    words = words_of(text)
    stems = [stem(word) for word in words]
    return {
        "word": _count(_word_view(words, stems)),
        "pair": _count(_pair_view(stems)),
        "part": _count(_part_view(words)),
        "run": _count(_run_view(words)),
        "near": _count(_near_view(stems)),
        "sense": _count(_sense_view(words, stems)),
    }


def _count(names):
    counts = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _word_view(words, stems):
    yield from words
    for one in stems:
        yield "~" + one
    for one, other in pairwise(stems):
        yield f"{one} {other}"


def _pair_view(stems):
    for one, other in combinations(sorted(set(stems[:_MAX_PAIRED])), 2):
        yield f"{one}&{other}"


def _near_view(stems):
    """Yield pairs of stems a few words apart, in the order of the text."""
    for place, one in enumerate(stems):
        for other in stems[place + 1 : place + 1 + _NEAR]:
            yield f"{one}>{other}"


def _sense_view(words, stems):
    """Yield concepts, or stems of words that carry none, and their pairs."""
    senses = [
        concept(word) or base
        for word, base in zip(words, stems, strict=True)
        if not is_filler(word)
    ]
    for sense in senses:
        yield f"={sense}"
    for one, other in combinations(sorted(set(senses[:_MAX_PAIRED])), 2):
        yield f"={one}&{other}"


def _part_view(words):
    """Yield the parts of two to five letters of every word, its ends marked."""
    for word in words:
        padded = f"<{word[:30]}>"
        for length in range(2, 6):
            for start in range(len(padded) - length + 1):
                yield "#" + padded[start : start + length]


def _run_view(words):
    """Yield runs of four to six letters that reach from one word into the next."""
    line = f"_{'_'.join(words)}_"
    for length in range(4, 7):
        for start in range(len(line) - length + 1):
            if "_" in line[start + 1 : start + length - 1]:
                yield "^" + line[start : start + length]
