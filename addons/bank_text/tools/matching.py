# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How alike two names are, and why: free of order, script and spelling.

Every word has a weight (a surname counts more than a patronymic, a patronymic more
than an initial or a particle). Words of the two names are paired so that the
likest go together; the score is the weighted mean of the pairs, lowered by words
that only one of the names has.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from .folding import fold, phonetic_readings, spell_out
from .name_parts import PARTICLES, is_given, parse
from .normalisation import has_cyrillic, look_alikes, normalise

#: Codes of the reasons given by :func:`similarity`, as English sentences with the
#: words concerned as ``%(a)s`` and ``%(b)s``.
REASONS = {
    "same": "Same word: %(a)s",
    "script": "Same name in another script or spelling: %(a)s, %(b)s",
    "sound": "Sounds the same: %(a)s, %(b)s",
    "typo": "Differs by a slip of the pen: %(a)s, %(b)s",
    "alike": "Alike: %(a)s, %(b)s",
    "initial": "Initial: %(a)s, %(b)s",
    "joined": "Same letters, written apart or together: %(a)s, %(b)s",
    "order": "Same words in another order",
    "missing": "Only in one of the names: %(a)s",
    "different": "Different: %(a)s, %(b)s",
    "form": "Different legal forms: %(a)s, %(b)s",
    "kind": "One is a person, the other a company",
    "look_alike": "Latin and Cyrillic letters mixed in one word: %(a)s",
}
_WEIGHT = {"word": 1.0, "patronymic": 0.5, "initial": 0.4, "particle": 0.15}
# what a word that the other name does not have costs, as a share of its weight
_MISSING = {"word": 0.35, "patronymic": 0.08, "initial": 0.1, "particle": 0.1}
# what a pair weighs that contradicts: two fathers, two letters
_CONTRADICTION = {"word": 1.0, "patronymic": 0.9, "initial": 0.8, "particle": 0.15}
_PATRONYMIC = re.compile("(?:[oei]?v?ich|[oe]vna|i?chna)$")
_CONSONANTS = re.compile("[aeiouy]+")


@dataclass(frozen=True)
class _Word:
    text: str
    role: str
    folded: str
    keys: frozenset


@dataclass(frozen=True)
class Prepared:
    """A name made ready for comparing; keep it when one name meets many."""

    kind: str
    forms: tuple
    words: tuple
    joined: str
    look_alikes: tuple
    is_evident: bool


@lru_cache(maxsize=16384)
def prepare(name):
    """Return the :class:`Prepared` form of a name."""
    parsed = parse(spell_out(name))
    words = tuple(_words(parsed))
    return Prepared(
        kind=parsed.kind,
        forms=parsed.forms,
        words=words,
        joined="".join(word.folded for word in words),
        look_alikes=tuple(look_alikes(name)),
        is_evident=_is_evident(parsed, words),
    )


def _is_evident(parsed, words):
    """Tell whether the kind is told by more than the lack of a legal form."""
    if parsed.kind == "company" or parsed.patronymic or parsed.initials:
        return True
    return len(words) > 1 and any(is_given(word.text) for word in words)


def _words(parsed):
    patronymic = set(normalise(parsed.patronymic).split())
    texts = parsed.core.split()
    for text in texts:
        folded = fold(text)
        if parsed.kind == "person" and len(text) == 1:
            role = "initial"
        elif parsed.kind == "person" and text in PARTICLES and len(texts) > 2:
            role = "particle"
        else:
            role = "patronymic" if text in patronymic else "word"
        yield _Word(text, role, folded or text, phonetic_readings(text))


def similarity(a, b):
    """Return ``(score, reasons)`` of two names (texts or :class:`Prepared`).

    The score is 0..1: 1 for the same name in any order, case and script spelling of
    one standard; above 0.85 as a rule the same bearer; below 0.6 as a rule not. The
    reasons are tuples ``(code, a, b)``, see :data:`REASONS`. Symmetric in its score.

    >>> similarity("Иванов Иван Иванович", "ИВАНОВ И.И.")[0] > 0.85
    True
    >>> similarity("Щербаков Юрий", "Yuri Shcherbakov")[0] > 0.95
    True
    >>> similarity("Иванов Иван", "Иванов Пётр")[0] < 0.7
    True
    >>> similarity("ООО «Вектор»", "АО «Вектор»")[1]
    [('same', 'вектор', 'вектор'), ('form', 'ООО', 'АО')]
    """
    a = a if isinstance(a, Prepared) else prepare(a)
    b = b if isinstance(b, Prepared) else prepare(b)
    if not a.words or not b.words:
        return 0.0, []
    pairs, left, right = _pair(a.words, b.words)
    score, reasons = _mean(pairs, left, right), _explain(pairs, left + right)
    score, reasons = _try_joined(a, b, score, reasons)
    score = _lower(a, b, score, reasons)
    if score > 0.8 and _is_reordered(a, b, pairs):
        reasons.append(("order", "", ""))
    reasons += [("look_alike", word, "") for word in a.look_alikes + b.look_alikes]
    return round(min(max(score, 0.0), 1.0), 4), reasons


def _explain(pairs, left):
    reasons = [(_code(one, other, value), one.text, other.text)
               for one, other, value in pairs]  # fmt: skip
    return reasons + [("missing", word.text, "") for word in left]


def _pair(ours, theirs):
    """Pair words, likest first; return ``(pairs, ours left, theirs left)``."""
    scored = sorted(
        (
            (-_word_similarity(one, other), abs(i - j), min(i, j), i, j)
            for i, one in enumerate(ours)
            for j, other in enumerate(theirs)
        ),
    )
    pairs, used, taken = [], set(), set()
    for value, _gap, _low, i, j in scored:
        if i in used or j in taken or -value < 0.5:
            continue
        used.add(i)
        taken.add(j)
        pairs.append((i, ours[i], theirs[j], -value))
    left = [word for i, word in enumerate(ours) if i not in used]
    right = [word for j, word in enumerate(theirs) if j not in taken]
    _pair_rest(pairs, left, right)
    pairs.sort(key=lambda pair: pair[0])
    return [pair[1:] for pair in pairs], left, right


def _pair_rest(pairs, left, right):
    """Set words of the same weight against each other: they contradict."""
    for word in list(left):
        rival = next((other for other in right if _contradicts(word, other)), None)
        if rival is not None:
            pairs.append((99, word, rival, _word_similarity(word, rival)))
            left.remove(word)
            right.remove(rival)


def _contradicts(word, other):
    if word.role == other.role:
        return word.role != "particle"
    # an initial against a full word of another letter
    return "initial" in (word.role, other.role) and "particle" not in (
        word.role,
        other.role,
    )


def _word_similarity(one, other):
    if one.text == other.text:
        return 1.0
    if "initial" in (one.role, other.role):
        return 0.9 if one.folded[:1] == other.folded[:1] else 0.0
    if one.folded == other.folded:
        return 0.99
    if one.role == other.role == "patronymic":
        # the endings are the same in all of them: the father's names are compared
        return _spelling(_father(one.folded), _father(other.folded))
    value = _spelling(one.folded, other.folded)
    if one.keys & other.keys:
        value = max(value, 0.93)
    elif _same_consonants(one.folded, other.folded):
        value = max(value, 0.88)
    return value


def _spelling(one, other):
    """Return 0..1 from edit distance and common beginning, strict on short words."""
    longest = max(len(one), len(other))
    distance = OSA.distance(one, other, score_cutoff=4)
    if longest <= 3:
        return 0.45 if distance == 1 else 0.0
    by_distance = 1 - distance / longest
    if distance == 1:
        return max(by_distance, 0.86 if longest > 4 else 0.75)
    winkler = JaroWinkler.similarity(one, other)
    return by_distance if distance > 3 else (by_distance + winkler) / 2


def _father(folded):
    return _PATRONYMIC.sub("", folded) or folded


def _same_consonants(one, other):
    skeleton = _CONSONANTS.sub("", one)
    if len(skeleton) < 3 or one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    return skeleton == _CONSONANTS.sub("", other)


def _mean(pairs, left, right):
    """Return the weighted mean of the pairs, less for words without a pair."""
    total = matched = 0.0
    for one, other, value in pairs:
        weights = _WEIGHT if value >= 0.7 else _CONTRADICTION
        weight = min(weights[one.role], weights[other.role])
        total += weight
        # half alike is no evidence: stretch 0.5..1 to 0..1, gently at the top
        matched += weight * (value if value >= 0.8 else max(0.0, 2 * value - 0.8))
    for word in left + right:
        total += _WEIGHT[word.role] * _MISSING[word.role]
    roles = {word.role for one, other, _value in pairs for word in (one, other)}
    if "word" in roles or not (left or right):
        return matched / total
    # initials alone are no evidence while a word on either side has no pair
    return 0.5 * matched / total


def _code(one, other, value):
    if one.text == other.text:
        return "same"
    if value < 0.7:
        return "different"
    if "initial" in (one.role, other.role):
        return "initial"
    if one.folded == other.folded:
        return "script"
    if one.keys & other.keys:
        return "sound"
    return "typo" if value >= 0.8 else "alike"


def _try_joined(a, b, score, reasons):
    """«Альфа Банк» and «Альфабанк», «Ким Чен Ын» and «Ким Ченын»."""
    if len(a.words) == len(b.words) or min(len(a.joined), len(b.joined)) < 5:
        return score, reasons
    value = 1 - OSA.normalized_distance(a.joined, b.joined)
    if value < 0.9 or 0.97 * value <= score:
        return score, reasons
    texts = (" ".join(word.text for word in side.words) for side in (a, b))
    return 0.97 * value, [("joined", *texts)]


def _lower(a, b, score, reasons):
    """Apply what speaks against: another legal form, a person against a company."""
    ours, theirs = set(a.forms), set(b.forms)
    if ours and theirs and not ours & theirs and _same_script(a, b):
        reasons.append(("form", " ".join(a.forms), " ".join(b.forms)))
        score *= 0.95
    if a.kind != b.kind and a.is_evident and b.is_evident:
        reasons.append(("kind", "", ""))
        score *= 0.85
    return score


def _same_script(a, b):
    """Legal forms are compared inside one script: ООО is LLC, АО is JSC."""
    return has_cyrillic(a.forms[0]) == has_cyrillic(b.forms[0])


def _is_reordered(a, b, pairs):
    places = {word: place for place, word in enumerate(b.words)}
    found = [places[other] for _one, other, _value in pairs]
    return found != sorted(found)
