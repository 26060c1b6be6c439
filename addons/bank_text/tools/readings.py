# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cyrillic readings of a Latin-written name whose spelling system is unknown.

A beam search over the signs of the word: each sign has readings with a cost, the
cheapest whole words win. Words of the lexicon and usual endings of Russian
surnames and patronymics are made cheaper, so that ``Igor`` is read Игорь.
"""

import heapq
import re
import unicodedata
from functools import lru_cache

from .lexicon import BANK_WORDS, GIVEN_NAMES, SURNAMES
from .normalisation import normalise

_BEAM = 64
_WORD_BONUS = 1.9
_ENDING_BONUS = 0.6
_MAX_LETTERS = 40
_VOWELS = "aeiouy"
_ENDINGS = re.compile(
    "(ов|ев|ин|ын|ий|ый|ой|ая|ова|ева|ина|ына|енко|ович|евич|овна|евна|инична|"
    "ьев|ьева|швили|дзе|ян|ко|чук|юк|ич)$"
)
# letter pairs that no Russian word has
_IMPOSSIBLE = re.compile(
    "^[ьъый]|[аеиоуыэюяйьъ][ьъ]|[жшчщ][ыэ]|[гкх][ыь]|цх|кх|й[аыэиь]"
)
_APART = 2.0
# letters of ISO 9 and of other scientific spellings, as signs of the table below
_LETTERS = str.maketrans({
    "ž": "zh", "č": "ch", "š": "sh", "ŝ": "shch", "û": "yu", "â": "ya", "ë": "yo",
    "è": "e", "ş": "sh", "ç": "ch", "ʺ": "'", "ʹ": "'",
})  # fmt: skip
_SOFT_SIGNS = re.compile(r"(?<=\w)(?:['`´‘’ʼ′″“”\"]+)(?=\w|\s|$)")
# sign → readings with costs; "^" before a sign: only at the start of a word,
# "$" after it: only at the end, "+" before it: only after a vowel,
# "-" before it: only after a consonant; "_" is no letter at all
_SIGNS = """
a а 0 я 2.5|b б 0|v в 0 вь 1.6|d д 0 дь 1.2|f ф 0|k к 0|l л 0 ль .9|m м 0|n н 0 нь 1.1
p п 0|r р 0 рь 1.2|s с 0 сь 1.4|t т 0 ть 1.2|z з 0 ц 1.2 зь 1.4|q к 0|w в .1 у .9
g г 0 дж 1.5|h х .2 г 1|c ц .7 к .5 с 1.2|x кс .2 х .5
e е 0 э 1.1 ье 1.1|^e е .1 э .3|+e е .2 э .6|ye е 0 ье .6 ые 1 ые 1|je е .1 ье .5
ie ие .3 ье .4 е 1.2|+ie ие .5 е .5|eo ео 0 е 1
i и 0 й 1.6 ы 1.5|+i й .2 и .4|-i$ и .1 ий 1|ii$ ий 0|-ii ий .3 ьи 1.2|iy$ ий 0 ый .6
yi$ ый 0 ий .3|yy$ ый 0 ий .6|ij$ ий 0 ый .5|yj$ ый 0 ий .5|-y$ ий .4 ы .9 и .8 ый .6
j$ й 0|y ы .2 и .7 й .9|+y й 0|^y й .6 ы 1.2 и .9|j й .4 дж .6 ж .7 ь 1|+j й .1
sky$ ский 0|skiy$ ский 0|skii$ ский 0|skij$ ский 0|ski$ ский .2 ски .6
tsky$ цкий .1 тский .3|tskiy$ цкий .1 тский .3|tskii$ цкий .1 тский .3|cki$ цкий .2
o о 0 ё 2.4|yo ё .1 йо .9 ьо .9|jo ё .2 йо .8 джо 1|io ио .4 ё .6 ьо 1|+io йо .4 ио .6
u у 0 ю 1.8|yu ю 0 ью 1.4|ju ю .1 ью 1.4 джу 1|iu ю .1 иу 1|you ю .4|ou у .5 оу .4
oo у .4 оо .5|ee и .5 ее .3|ya я 0 ья .9|ja я .2 джа .8 ья .7|ia ия .3 я .4 ья .4
^ia я 0|+ia я .1 ия .6|iya ия 0 ья .9|iia ия 0|ija ия 0 ья .8|yia ыя .5
iye ие .1 ье .9|iyu ию 0|iiu ию 0|iju ию .1|aya ая 0|aia ая 0|aja ая 0
ai ай .1 аи .6|ei ей 0 еи .8|oi ой 0 ои .8|ui уй .1 уи .7|ay ай 0|ey ей 0|oy ой 0
uy уй 0 уи 1|ch ч 0 х 1.2 к 1.6|sh ш 0 сх 2.2|shch щ 0|sch щ .3 ш .4 сч 1.2|shh щ .2
zh ж 0 зх 2|kh х 0 кх 2.2|dzh дж 0|dj дж .2|ts ц .2 тс .8|tc ц .1|tz ц .2|cz ц .3 ч .4
ck к .1 цк .6|ph ф 0|th т .2 ф .9|gh г .2|tch ч 0|er$ ер 0 р 1.2
tsch ч .1|stch щ .4|cs кс .6|' ь 0 _ .4 ъ .7
ss сс .1 с .3|ff фф .1 ф .3|ff$ в .1 фф .5|nn нн 0 н .8|ll лл 0 л .6|tt тт 0 т .6
mm мм 0 м .6|pp пп 0 п .6|rr рр 0 р .7
"""


def to_cyrillic_candidates(text, limit=5):
    """Return up to ``limit`` Cyrillic readings of ``text``, best first.

    The text is normalised first; words that are not Latin stay as they are.

    >>> to_cyrillic_candidates("Shcherbakov", 1), to_cyrillic_candidates("Igor", 1)
    (['щербаков'], ['игорь'])
    >>> to_cyrillic_candidates("Yury Vasiliev", 1), to_cyrillic_candidates("", 3)
    (['юрий васильев'], [])
    """
    words = _spell(text)
    if not words or limit < 1:
        return []
    lines = [(0.0, "")]
    for word in words:
        lines = heapq.nsmallest(
            limit,
            (
                (cost + more, f"{line} {reading}".strip())
                for cost, line in lines
                for more, reading in _read_word(word)[: max(limit, 3)]
            ),
        )
    return [line for _cost, line in lines]


def _spell(text):
    """Return the words of ``text`` in a-z, a soft sign written as an apostrophe."""
    text = unicodedata.normalize("NFC", (text or "").casefold()).translate(_LETTERS)
    words = []
    for word in _SOFT_SIGNS.sub("'", text).split():
        words += "'".join(map(normalise, word.split("'"))).split()
    return words


@lru_cache(maxsize=4096)
def _read_word(word):
    """Return ``((cost, reading), …)`` of one normalised word, cheapest first."""
    if not re.fullmatch("[a-z']*[a-z][a-z']*", word) or len(word) > _MAX_LETTERS:
        return ((0.0, word.replace("'", "")),)
    beams = [{} for _index in range(len(word) + 1)]
    beams[0][""] = 0.0
    for position in range(len(word)):
        best = heapq.nsmallest(_BEAM, beams[position].items(), key=_by_cost)
        for sign, letters, price in _signs_at(word, position):
            ahead = beams[position + len(sign)]
            for reading, cost in best:
                longer, total = reading + letters, cost + price
                if total < ahead.get(longer, 99.0):
                    ahead[longer] = total
    found = {}
    for reading, cost in beams[-1].items():
        plain = reading.replace("ё", "е")
        found[plain] = min(found.get(plain, 99.0), cost - _bonus(plain))
    ranked = heapq.nsmallest(12, found.items(), key=_by_cost)
    return tuple((round(cost, 3), reading) for reading, cost in ranked)


def _by_cost(item):
    return item[1], item[0]


def _bonus(reading):
    if reading in _known_words():
        return _WORD_BONUS
    if _IMPOSSIBLE.search(reading):
        return -_APART
    return _ENDING_BONUS if len(reading) > 4 and _ENDINGS.search(reading) else 0.0


@lru_cache(maxsize=1)
def _known_words():
    feminine = {word + "а" for word in SURNAMES if word.endswith(("в", "н"))}
    return GIVEN_NAMES | SURNAMES | feminine | BANK_WORDS


def _signs_at(word, position):
    """Yield ``(sign, letters, cost)`` that may be read at this place."""
    before = word[position - 1] if position else ""
    places = ["", "^" if not before else "+" if before in _VOWELS else "-"]
    for length in range(1, min(5, len(word) - position + 1)):
        sign = word[position : position + length]
        ends = position + length == len(word)
        for place in places:
            for suffix in ("", "$") if ends else ("",):
                for letters, cost in _READINGS.get(place + sign + suffix, ()):
                    yield sign, letters, cost


def _parse_signs():
    readings = {}
    for entry in re.split(r"[|\n]", _SIGNS.strip()):
        sign, *pairs = entry.split()
        costs = (float(cost) for cost in pairs[1::2])
        # a longer sign read as one is a little better than its letters apart
        gain = 0.15 * (len(sign.strip("^$+-")) - 1)
        readings[sign] = tuple(
            (letters.replace("_", ""), cost - gain)
            for letters, cost in zip(pairs[0::2], costs, strict=True)
        )
    return readings


_READINGS = _parse_signs()
