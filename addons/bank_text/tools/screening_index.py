# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The names of lists laid out so that the few that may be meant are found at once.

A name is a row of *elements*: its words, other readings of them, neighbours written
together, and its acronym. An element covers one or more words of the name (a mask).
Elements are numbered words of one vocabulary; from a word asked for, like words of
the vocabulary are found by pairs of letters, and from these the names.
"""

import io
import json
import math
import re
from functools import lru_cache
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist, extractOne

from .company_forms import split_forms
from .folding import fold, spell_out
from .lexicon import GIVEN_NAMES, SURNAMES
from .screening_sounds import LEAST, father, likeness, readings, spell
from .screening_words import COMMON, CONCEPTS, NICKNAMES, PARTICLES, TITLES

WORD, JOINED, ACRONYM, READING = range(4)
MOST_WORDS = 16
MOST_LIKE = 120
NICKNAME_WORTH = 0.88
_SHARED = 0.3  # of the pairs of letters of two words worth comparing
_SHORT = 5
_FEW = 4
_LEAST_WEIGHT = 0.2
_SIGNS = re.compile(r"[\W_]")
_DIGITS = re.compile(r"\D")
_LONG_LINE = 10  # letters of a whole name in which one slip is no other name
_FLOOR = 1000  # a list of three names is no measure of how common a word is
GIVEN = {fold(word) for word in GIVEN_NAMES}
_SURNAMES = {fold(word) for word in SURNAMES}
_CONCEPTS = frozenset(CONCEPTS.values())
_FIRM = re.compile(r"\b(?:company|co|corporation|corp)\b", re.IGNORECASE)
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLE = re.compile(r"\bال(?=\w{3})")
_GENERIC = frozenset("company corporation group organization limited".split())
_NOTHING = ({}, np.empty(0, np.int64), np.empty(0, np.float32))
_COMMON = COMMON | {fold(word) for word in COMMON}


def read_words(name):
    """Return the words of a name that are compared: no legal forms, no titles.

    >>> read_words("ООО «Торговый дом Ромашка»"), read_words("Dr. Ayman AL-ZAWAHIRI")
    (['торговый', 'дом', 'ромашка'], ['ayman', 'al', 'zawahiri'])
    """
    if name and _ARABIC.search(name):
        name = _ARTICLE.sub("al ", name).replace("ة", "ه")
    _forms, words = split_forms(spell_out(name))
    plain = [word for word in words if word not in TITLES] or words
    return plain[:MOST_WORDS]


def lay_out(words, person=None, firm=False):
    """Return the elements of a name: tuples (word, mask, kind).

    :param firm: a word like "company" was left out, its letter is in acronyms
    """
    acronyms = [] if person else make_acronyms(words)
    if acronyms and firm:
        acronyms.append(acronyms[0] + "c")
    words, found = [CONCEPTS.get(word, word) for word in words], []
    for place, word in enumerate(words):
        found += [(form, 1 << place, WORD) for form in _readings(word)]
    for place, (one, other) in enumerate(pairwise(words)):
        short = len(one) <= _SHORT and len(other) <= _SHORT
        if one in PARTICLES or short:
            found.append((one + other, 3 << place, JOINED))
    whole = (1 << len(words)) - 1
    if 2 <= len(words) <= _FEW and (
        whole != 3 or (words[0] + words[1], 3, JOINED) not in found
    ):
        found.append(("".join(words), whole, JOINED))
    return found + [(acronym, whole, ACRONYM) for acronym in acronyms]


def _readings(word):
    """A word itself and its pinyin where it is Chinese in Russian spelling."""
    return (word,) if word.isascii() else (word, *readings(word))


def make_acronyms(words):
    """Return the first letters of the words that carry meaning, from three on.

    >>> make_acronyms("national iranian tanker company".split())
    ['nitc', 'nit']
    """
    plain = [word for word in words if word not in PARTICLES]
    found = ["".join(spell(word)[0][:1] for word in plain)]
    if plain and plain[-1] in _GENERIC:
        found.append(found[0][:-1])
    return [acronym for acronym in found if 3 <= len(acronym) <= 8]


def _slips(word):
    if not 3 <= len(word) <= 9:
        return ()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _line(name):
    return _SIGNS.sub("", (name or "").lower())


class _Pairs:
    """Pairs of neighbouring letters of numbered words, for counting common ones."""

    def __init__(self, words):
        text = "".join(f"^{word}$" for word in words).encode("ascii", "replace")
        letters = np.frombuffer(text, np.uint8).astype(np.int32)
        lengths = np.fromiter((len(word) + 2 for word in words), np.int64, len(words))
        owner = np.repeat(np.arange(len(words), dtype=np.int32), lengths)
        codes = letters[:-1] * 128 + letters[1:]
        inside = owner[:-1] == owner[1:]
        codes, owner = codes[inside], owner[:-1][inside]
        order = np.argsort(codes, kind="stable")
        self.owner = owner[order]
        self.starts = np.searchsorted(codes[order], np.arange(128 * 128 + 1))
        self.sizes = lengths - 1

    def compare(self, word):
        """Return the share of common pairs with every word (Dice, 0..1)."""
        text = f"^{word}$".encode("ascii", "replace")
        found = [
            self.owner[self.starts[code] : self.starts[code + 1]]
            for code in {one * 128 + other for one, other in pairwise(text)}
        ]
        common = np.bincount(np.concatenate(found), minlength=len(self.sizes))
        return 2 * common / (self.sizes + len(text) - 1)


class Index:
    """Names of lists, found by names that are like them.

    :param names: tuples (entry number, name, is a person or None, is weak)
    """

    _ARRAYS = ("entry", "person", "weak", "elements", "starts", "counts", "weights")
    _ARRAYS += ("totals", "single_count")

    def __init__(self, names):
        self.names = [row[1] for row in names]
        self.entry = np.array([row[0] for row in names], np.int64)
        people = [-1 if row[2] is None else int(row[2]) for row in names]
        self.person = np.array(people, np.int8)
        self.weak = np.array([bool(row[3]) for row in names], bool)
        self._lay_out_all()
        self._weigh()
        self._prepare()

    def _lay_out_all(self):
        """Number the words, those that stand alone in a name first."""
        rows, starts, single, other = [], [0], {}, {}
        for name, person in zip(self.names, self.person):
            found = lay_out(
                read_words(name), person == 1, bool(_FIRM.search(name or ""))
            )
            for word, _mask, kind in found:
                (single if kind == WORD else other)[word] = None
            rows += found
            starts.append(len(rows))
        self.single_count = np.array(len(single))
        self.words = [*single, *(word for word in other if word not in single)]
        self.spelled = [spell(word) for word in self.words]
        number = {word: place for place, word in enumerate(self.words)}
        rows = [(number[word], mask, kind) for word, mask, kind in rows]
        self.elements = np.array(rows, np.int32).reshape(-1, 3)
        self.starts = np.array(starts, np.int64)

    def _weigh(self):
        """A word weighs the less the more entries have one that sounds like it."""
        owner = np.repeat(np.arange(len(self.names)), np.diff(self.starts))
        plain = self.elements[:, 2] == WORD
        keys = [key for _letters, _skeleton, key in self.spelled]
        codes = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        code = np.array([codes[key] for key in keys], np.int64)
        pairs = [code[self.elements[plain, 0]], self.entry[owner[plain]]]
        pairs = np.unique(np.stack(pairs), axis=1)
        self.counts = np.bincount(pairs[0], minlength=len(codes))[code]
        self._scale = math.log(max(len(np.unique(self.entry)), _FLOOR))
        rows = zip(self.words, self.spelled, self.counts.tolist())
        weights = [self._weigh_word(word, form[1], count) for word, form, count in rows]
        self.weights = np.array(weights, float)
        # other readings of a word have its mask: only one of them counts
        masks = self.elements[:, 1]
        first = np.ones(len(masks), bool)
        first[1:] = (masks[1:] != masks[:-1]) | (owner[1:] != owner[:-1])
        chosen = plain & first
        self.totals = np.bincount(
            owner[chosen],
            self.weights[self.elements[chosen, 0]],
            minlength=len(self.names),
        )

    def _weigh_word(self, word, skeleton, count):
        """Return 0.2..1: how much a word tells about who bears it."""
        weight = 1 - math.log(max(count, 1)) / self._scale
        # what everybody knows holds for a short list as well
        if word in _COMMON or skeleton in _COMMON or len(skeleton) < 2:
            weight = min(weight, 0.3)
        elif skeleton in GIVEN or word in _CONCEPTS:
            weight = min(weight, 0.45)
        elif skeleton in _SURNAMES or father(skeleton):
            weight = min(weight, 0.55)
        return max(_LEAST_WEIGHT, weight)

    def weigh(self, word):
        """Return the weight of any normalised word."""
        _letters, skeleton, key = spell(word)
        known = self._by_key.get(key)
        count = int(self.counts[known[0]]) if known else 1
        return self._weigh_word(word, skeleton, count)

    def _prepare(self):
        """Make what is derived from the arrays and not worth keeping."""
        self._scale = math.log(max(len(np.unique(self.entry)), _FLOOR))
        single = self.spelled[: int(self.single_count)]
        self._pairs = [_Pairs([form[part] for form in single]) for part in (0, 2)]
        owner = np.repeat(np.arange(len(self.names)), np.diff(self.starts))
        order = np.argsort(self.elements[:, 0], kind="stable")
        self._owners = owner[order].astype(np.int32)
        counts = np.bincount(self.elements[:, 0], minlength=len(self.words))
        self._owner_starts = np.concatenate([[0], np.cumsum(counts)])
        self._rows = self.elements.tolist()
        self.word_weights = self.weights.tolist()
        self.find_like = lru_cache(maxsize=50_000)(self._find_like)
        self.numbers = {word: number for number, word in enumerate(self.words)}
        self._by_slip = self._lay_out_slips()
        self._lay_out_lines()
        self._by_key, self._by_nickname = {}, {}
        for number, (word, form) in enumerate(zip(self.words, self.spelled)):
            self._by_key.setdefault(form[2], []).append(number)
            for group in NICKNAMES.get(word, ()):
                self._by_nickname.setdefault(group, []).append(number)

    def _lay_out_slips(self):
        """Short words without each of their letters: pairs of letters miss slips there."""
        slips = {}
        for number, (letters, _skeleton, _key) in enumerate(self.spelled):
            for slip in _slips(letters):
                slips.setdefault(slip, []).append(number)
        return slips

    def _find_slips(self, letters):
        found = map(self._by_slip.get, _slips(letters))
        return {number for numbers in found if numbers for number in numbers}

    def _lay_out_lines(self):
        """Whole names of companies as lines of letters, for slips anywhere in them."""
        rows = zip(self.names, self.person.tolist())
        self._lines = ["" if person == 1 else _line(name) for name, person in rows]
        self._line_lengths = np.fromiter(map(len, self._lines), np.int64)

    def find_slipped(self, name, only=None):
        """Return the numbers of the companies' names that are one slip away.

        >>> index = Index([(1, "Gaz-Alyans, OOO", False, False)])
        >>> index.find_slipped("Gpaz-Alyans, OOO"), index.find_slipped("Gaz-Alyans 2")
        ({0}, set())
        """
        line = _line(name)
        if len(line) < _LONG_LINE:
            return set()
        near = abs(self._line_lengths - len(line)) <= 1
        near &= self._line_lengths >= _LONG_LINE - 1
        if only is not None:
            near &= only
        numbers = np.flatnonzero(near)
        if not len(numbers):
            return set()
        others = [self._lines[number] for number in numbers]
        far = cdist([line], others, scorer=OSA.distance, score_cutoff=1)[0] > 1
        digits = _DIGITS.sub("", line)
        # another number is another company, not a slip
        return {
            int(number)
            for number in numbers[~far]
            if _DIGITS.sub("", self._lines[number]) == digits
        }

    def mend(self, word):
        """Return the word of a company that an unknown one is a slip of, or "".

        >>> Index([(1, "Green Trade", False, False)]).mend("trdae")
        'trading'
        """
        if word in self.numbers or not 5 <= len(word) <= 16:
            return ""
        meant = extractOne(word, CONCEPTS.keys(), scorer=OSA.distance, score_cutoff=1)
        return CONCEPTS[meant[0]] if meant else ""

    def _find_like(self, word, single=True):
        """Return ``({word: likeness}, names, their best likeness)`` of one word.

        :param single: False for words written together: slips and sound only
        """
        spelled = spell(word)
        if not self.words or not spelled[1]:
            return _NOTHING
        near = self._find_slips(spelled[0])
        near.update(self._by_key.get(spelled[2], ()))
        if single:
            near.update(self._find_near(spelled))
        near, found = list(near), {}
        if near:
            values = likeness(spelled, [self.spelled[n] for n in near]).tolist()
            found = {n: v for n, v in zip(near, values) if v >= LEAST}
        for group in NICKNAMES.get(word, ()):
            for number in self._by_nickname.get(group, ()):
                found[number] = max(found.get(number, 0), NICKNAME_WORTH)
        return found, *self._spread(found)

    def find_same(self, word, _single=False):
        """Return what :meth:`find_like` does, for the very word only."""
        number = self.numbers.get(word)
        found = {} if number is None else {number: 1.0}
        return found, *self._spread(found)

    def _find_near(self, spelled):
        """Return the numbers of the words with the most pairs of letters in common."""
        shared = self._pairs[0].compare(spelled[0])
        shared = np.maximum(shared, self._pairs[1].compare(spelled[2]) - 0.1)
        near = np.flatnonzero(shared >= _SHARED)
        if len(near) > MOST_LIKE:
            near = near[np.argpartition(-shared[near], MOST_LIKE)[:MOST_LIKE]]
        return near.tolist()

    def _spread(self, found):
        """Return the names that have any of the words, each with the best likeness."""
        if not found:
            return _NOTHING[1:]
        ordered = sorted(found.items(), key=lambda item: item[1])
        best = np.zeros(len(self.names), np.float32)
        for number, value in ordered:
            start, end = self._owner_starts[number : number + 2]
            best[self._owners[start:end]] = value
        names = np.flatnonzero(best)
        return names, best[names]

    def elements_of(self, number):
        """Return the elements [word, mask, kind] of one name."""
        return self._rows[self.starts[number] : self.starts[number + 1]]

    def to_bytes(self):
        """Return everything as bytes; read back by :meth:`from_bytes`, no pickle."""
        stream = io.BytesIO()
        texts = [self.names, self.words, self.spelled]
        arrays = {name: getattr(self, name) for name in self._ARRAYS}
        arrays["texts"] = np.frombuffer(json.dumps(texts).encode(), np.uint8)
        np.savez_compressed(stream, **arrays)
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data):
        """Return the index that :meth:`to_bytes` has written."""
        index = cls.__new__(cls)
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            texts = json.loads(stored["texts"].tobytes())
            index.names, index.words, index.spelled = texts
            for name in cls._ARRAYS:
                setattr(index, name, stored[name])
        index._prepare()
        return index
