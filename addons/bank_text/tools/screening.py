# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of clients against the names of lists, over scripts and spellings.

``Index(names)`` lays the lists out, ``search(index, name)`` returns who on them may
be meant. Words of the two names are paired, the likest and rarest first; the score is
the weight of what agrees over the weight of what agrees, contradicts or is missing.
"""

import re
from dataclasses import dataclass, field

import numpy as np

from .company_forms import mend_forms
from .folding import fold
from .screening_index import (
    ACRONYM,
    GIVEN,
    JOINED,
    READING,
    WORD,
    Index,
    lay_out,
    read_words,
)
from .screening_sounds import father, readings, share_nickname, sounds, spell
from .screening_words import CONCEPTS

__all__ = ["Index", "Match", "search"]
MOST_SCORED = 100
_PROMISING = 0.45
#: Codes of reasons beside those of ``matching.REASONS``.
REASONS = {
    "nickname": "Forms of one given name: %(a)s, %(b)s",
    "acronym": "One is the first letters of the other: %(a)s, %(b)s",
    "sex": "Names of a man and of a woman: %(a)s, %(b)s",
}
# what a word that one of the names lacks costs, as a share of its weight
_MISSING = {True: (0.16, 0.10), False: (0.34, 0.30)}
_ENOUGH = 0.9  # weight that has to agree before a part of a name is evidence
# a company's name as listed but for one letter: to be looked at, whatever the words
_SLIPPED = 0.82
_ACRONYM_WORTH = {3: 0.72, 4: 0.84}


@dataclass
class Match:
    """One entry that may be meant: by which of its names, how surely and why."""

    entry: int
    score: float
    name: str
    reasons: list = field(default_factory=list)


@dataclass
class _Question:
    words: list
    elements: list  # (skeleton, mask, kind, weight of what it covers)
    weights: list
    found: list  # for each element {word: likeness}

    @property
    def total(self):
        return sum(self.weights)


def search(index, name, person=None, limit=5, least=0.0, without=(), only=None):
    """Return up to ``limit`` :class:`Match`, one an entry, best first.

    :param person: True for a person, False for a company, None where not known
    :param least: score below which nothing is returned
    :param without: numbers of names to leave out, as if they were not listed
    :param only: array of booleans, which names to look among; all by default

    >>> index = Index([(7, "IVANOV, Ivan Ivanovich", True, False)])
    >>> [(match.entry, match.score > 0.9) for match in search(index, "Иванов И. И.")]
    [(7, True)]
    >>> search(index, "Ромашка"), search(index, "")
    ([], [])
    """
    words = read_words(name if person else mend_forms(name, index.numbers))
    question = _ask(index, words, person)
    if not question.elements:
        return []
    without = set(without)
    slipped = set() if person else index.find_slipped(name, only) - without
    numbers = _find_candidates(index, question, without, only)
    best = _find_best(index, question, person, numbers, slipped, least)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    return [_describe(index, question, entry, *found) for entry, found in ranked]


def _describe(index, question, entry, score, number, pairs):
    reasons = _explain(index, question, pairs)
    return Match(entry, round(score, 4), index.names[number], reasons)


def _find_best(index, question, person, numbers, slipped, least):
    """Return ``{entry: (score, number of its likest name, pairs)}`` above ``least``."""
    best = {}
    for number in dict.fromkeys([*numbers, *slipped]):
        score, pairs = _score(index, question, number, person)
        if number in slipped:
            score = max(score, _SLIPPED)
        if score < least or score <= 0:
            continue
        entry = int(index.entry[number])
        if entry not in best or score > best[entry][0]:
            best[entry] = (score, number, pairs)
    return best


def _ask(index, words, person):
    rows = _lay_out_question(words, person)
    words = [CONCEPTS.get(word, word) for word in words]
    weights = [index.weigh(word) for word in words]
    elements, found = [], []
    if not person:
        meant = ((index.mend(word), 1 << place) for place, word in enumerate(words))
        rows += [(word, mask, READING) for word, mask in meant if word]
    for word, mask, kind in rows:
        weight = sum(w for place, w in enumerate(weights) if mask >> place & 1)
        elements.append((word, mask, kind, weight))
        find = index.find_same if kind == ACRONYM else index.find_like
        found.append(find(word, kind in (WORD, READING)))
    return _Question(words, elements, weights, found)


def _lay_out_question(words, person):
    """Elements of a name asked for: more than those of a listed one."""
    rows = lay_out(words, person)
    words = [CONCEPTS.get(word, word) for word in words]
    for place, word in enumerate(words):
        if word.isascii():
            rows += [(other, 1 << place, READING) for other in readings(word)]
    present = {(mask, kind) for _word, mask, kind in rows}
    for place in range(len(words) - 1):
        if (3 << place, JOINED) not in present:
            rows.append((words[place] + words[place + 1], 3 << place, JOINED))
    return rows


def _find_candidates(index, question, without, only):
    """Return the numbers of the names worth scoring, most promising first."""
    if not index.names:
        return []
    gained = np.zeros(len(index.names), np.float32)
    joined = np.zeros(len(index.names), np.float32)
    for (_word, mask, kind, weight), (_like, names, values) in zip(
        question.elements, question.found
    ):
        if kind == WORD and not mask & (mask - 1):
            gained[names] += weight * values
        else:
            joined[names] = np.maximum(joined[names], weight * values)
    gained = np.maximum(gained, joined)
    if only is not None:
        gained[~only] = 0
    bound = np.minimum(index.totals, question.total)
    near = np.flatnonzero(gained >= _PROMISING * np.maximum(bound, 0.3))
    if len(near) > MOST_SCORED:
        ours, theirs = question.total - gained[near], index.totals[near] - gained[near]
        against = np.maximum(np.minimum(ours, theirs), 0)
        rank = gained[near] / (gained[near] + against + 0.12 * np.maximum(ours, theirs))
        near = near[np.argpartition(-rank, MOST_SCORED)[:MOST_SCORED]]
    return [number for number in near.tolist() if number not in without]


def _score(index, question, number, person):
    """Return the score of one name and the pairs (element, word number, value)."""
    listed = index.elements_of(number)
    is_person = index.person[number] == 1 or (index.person[number] < 0 and bool(person))
    pairs = _pair(question, listed, index.word_weights)
    agreed, weighed, ours_left, theirs_left = _add_up(index, question, listed, pairs)
    score = _weigh_up(agreed, weighed, ours_left, theirs_left, is_person, len(pairs))
    if is_person and (ours_left or theirs_left) and _lack_surname(index, pairs):
        score *= 0.8
    if is_person or person:
        score *= _sex_factor(index, question, pairs)
    if index.weak[number]:
        score *= 0.95
    if person is not None and index.person[number] >= 0 and person != is_person:
        score *= 0.85
    return min(score, 1.0), pairs


def _add_up(index, question, listed, pairs):
    """Return what agrees, what that weighs, and what of either name is left over."""
    ours_mask = theirs_mask = 0
    agreed = weighed = 0.0
    for place, (_word, mask, _kind), value, weight in pairs:
        ours_mask |= question.elements[place][1]
        theirs_mask |= mask
        weighed += weight
        agreed += weight * (value if value >= 0.8 else max(0.0, 5 * value - 3.2))
    ours_left = [
        (w, question.words[place])
        for place, w in enumerate(question.weights)
        if not ours_mask >> place & 1
    ]
    theirs_left = _left(listed, index.word_weights, index.words, theirs_mask)
    initials = _pair_initials(ours_left, theirs_left)
    agreed += 0.9 * 0.3 * initials
    weighed += 0.3 * initials
    return agreed, weighed, ours_left, theirs_left


def _pair(question, listed, weights):
    """Pair elements greedily, likest and weightiest first, each word once."""
    options = []
    for row in listed:
        for place in range(len(question.elements)):
            value = question.found[place][0].get(row[0])
            if value is None:
                continue
            value, weight = _judge(question.elements[place], row, value, weights)
            if value:
                rank = value * (1 + 0.3 * weight)
                if JOINED in (row[2], question.elements[place][2]):
                    rank *= 0.9  # word by word tells more than letters in a line
                options.append((rank, value, place, row, weight))
    options.sort(key=lambda option: -option[0])
    pairs, ours_mask, theirs_mask = [], 0, 0
    for _rank, value, place, row, weight in options:
        ours = question.elements[place][1]
        if ours & ours_mask or row[1] & theirs_mask:
            continue
        ours_mask |= ours
        theirs_mask |= row[1]
        pairs.append((place, row, value, weight))
    return pairs


def _judge(element, row, value, weights):
    """Return what a pair is worth and what it weighs, ``(0, 0)`` for none."""
    word, mask, kind = row
    text, ours, our_kind, weight = element
    if ACRONYM in (kind, our_kind):
        # an acronym is met by one word spelled like it, not by another acronym
        others = mask if our_kind == ACRONYM else ours
        if kind == our_kind or value < 1 or others & (others - 1):
            return 0, 0
        return _ACRONYM_WORTH.get(len(text), 0.9), max(weight, 0.8)
    # long lines of letters are alike by chance: apart or together only
    if JOINED in (kind, our_kind) and value < (0.97 if kind == our_kind else 0.87):
        return 0, 0
    if not mask & (mask - 1):
        theirs = weights[word]
        # a slip makes a common word rare: the listed one tells how common it is
        slip = 0.8 <= value < 0.99
        weight = min(weight, theirs) if slip else (weight + theirs) / 2
    return value * (
        0.98 if JOINED in (kind, our_kind) or our_kind == READING else 1
    ), weight


def _left(listed, weights, words, taken):
    left, seen = [], 0
    for word, mask, kind in listed:
        if kind == WORD and not mask & (taken | seen):
            left.append((weights[word], words[word]))
            seen |= mask
    return left


def _pair_initials(ours, theirs):
    """Take pairs of an initial and a word with that letter; return how many."""
    count = 0
    for one, other in ((ours, theirs), (theirs, ours)):
        for item in list(one):
            if len(item[1]) != 1:
                continue
            letter = fold(item[1])[:1]
            match = next((o for o in other if fold(o[1])[:1] == letter), None)
            if match:
                one.remove(item)
                other.remove(match)
                count += 1
    return count


def _lack_surname(index, pairs):
    """Given names and patronymics alone tell nobody apart."""
    skeletons = [index.spelled[word][1] for _place, (word, _m, _k), _v, _w in pairs]
    if not any(map(father, skeletons)):
        return False
    return all(skeleton in GIVEN or father(skeleton) for skeleton in skeletons)


def _weigh_up(agreed, weighed, ours_left, theirs_left, is_person, count):
    if not weighed:
        return 0.0
    ours = sorted((weight for weight, _word in ours_left), reverse=True)
    theirs = sorted((weight for weight, _word in theirs_left), reverse=True)
    against = sum(map(sum, zip(ours, theirs))) / 2
    missing_here, missing_there = _MISSING[is_person]
    both = min(len(ours), len(theirs))
    rest = missing_here * sum(ours[both:]) + missing_there * sum(theirs[both:])
    score = agreed / (weighed + against + rest)
    if (ours or theirs) and agreed < _ENOUGH:
        # a given name alone, or one common word of a company, is no evidence
        score *= 0.6 + 0.4 * agreed / _ENOUGH
    if count == 1 and (len(ours_left) or len(theirs_left)) and is_person:
        score *= 0.8
    return score


_FEMININE = re.compile(r"(?:aia|skaia|a)$")


def _sex_factor(index, question, pairs):
    """A man's name against a woman's: endings differ in every inflected word."""
    against = 0
    for place, (word, _mask, _kind), value, _weight in pairs:
        ours, theirs = spell(question.elements[place][0])[1], index.spelled[word][1]
        if value < 1 and _differs_in_sex(ours, theirs):
            against += 2 if father(ours) else 1
    return 0.75 if against >= 2 else 1.0


def _differs_in_sex(one, other):
    if father(one) and father(other):
        return one.endswith("ch") != other.endswith("ch")
    if one == other + "a" or other == one + "a":
        return True
    return {one[-2:], other[-2:]} in ({"ii", "ia"}, {"oi", "ia"})


def _explain(index, question, pairs):
    """Return reasons ``(code, ours, theirs)``."""
    reasons = []
    ours_mask = 0
    for place, (word, _mask, kind), value, _weight in sorted(pairs, key=lambda p: p[0]):
        text, mask, our_kind, _own = question.elements[place]
        ours_mask |= mask
        reasons.append(
            (
                _code(text, index.words[word], {kind, our_kind}, value),
                text,
                index.words[word],
            )
        )
    for place, word in enumerate(question.words):
        if not ours_mask >> place & 1:
            reasons.append(("missing", word, ""))
    return reasons


def _code(ours, theirs, kinds, value):
    if ACRONYM in kinds:
        return "acronym"
    if ours == theirs:
        return "same"
    if JOINED in kinds:
        return "joined"
    if fold(ours) == fold(theirs):
        return "script"
    if share_nickname(ours, theirs):
        return "nickname"
    if sounds(ours) & sounds(theirs):
        return "sound"
    return "typo" if value >= 0.85 else "alike"
