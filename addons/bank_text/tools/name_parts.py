# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts of a name: surname, given name, patronymic, initials, legal form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .company_forms import COMPANY_WORDS, is_form, split_forms
from .folding import fold
from .lexicon import GIVEN_NAMES
from .normalisation import has_cyrillic, normalise

_PATRONYMIC = re.compile(
    r".{2,}(?:ович|евич|ьич|мич|кич|нич|овна|евна|ична|инична|ovich|evich|ovna|evna|"
    r"yevich|yevna|ievich|ievna|ovych|ivna|инишна|ична)$"
)
_PATRONYMIC_ENDING = re.compile(
    r".{3,}(?:оглы|оглу|огли|кызы|гызы|кизи|қызы|ұлы|улы|уулу|ogly|oglu|kyzy|gizi|qizi)$"
)
# "Мамед оглы": the father's name and a word of kin make one patronymic
_KIN = frozenset(
    "оглы оглу огли кызы гызы кизи қызы улы ұлы угли уули уулу ogly oglu ogli kyzy "
    "gizi qizi kizi uly ugli uulu".split()
)
# words of Arabic and European names that belong to the word after them
PARTICLES = frozenset(
    "бин ибн бен бинт аль ал эль ас ад аз ар аш абу абд абдул уль де да ди дель дер "
    "ван фон ле ла bin ibn ben bint al el abu abd abdul ul de da di del der van von le "
    "la umm as ad ul".split()
)
_LEADING = PARTICLES - set("ас ад аз ар аш да ла ле уль as ad ul la le da".split())
# the commonest Chinese, Korean and Vietnamese surnames stand first
_EAST = frozenset(
    "си ли ван чжан лю чэнь ян хуан чжао у чжоу сюй сунь ма чжу ху го хэ линь дэн мао "
    "ким пак цой чхве чон нгуен чан ле фам xi li wang zhang liu chen huang zhao wu "
    "zhou xu sun ma zhu hu guo lin deng mao kim park choi nguyen tran pham".split()
)
_SURNAME = re.compile(
    r".{2,}(?:ов|ев|ин|ын|ский|цкий|ской|цкой|ова|ева|ина|ына|ская|цкая|енко|чук|юк|"
    r"щук|ян|янц|янтс|дзе|швили|иа|ия|ава|ых|их|лы|ль|ко|ук|ич|ер|ман|штейн|ой|ый|ая|"
    r"ov|ev|in|yn|sky|skiy|skii|skij|ski|ova|eva|ina|skaya|skaia|enko|chuk|yan|ian|dze|"
    r"shvili|ich|off|eff)$"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[^\W\d_][^\s,.;«»\"“”„()]*", re.UNICODE)


@dataclass(frozen=True)
class ParsedName:
    """A name in parts, each as it was written ("" or () for what is not there).

    ``kind`` is ``person`` or ``company`` ("" for an empty name). ``forms`` are
    canonical legal forms; an entrepreneur (ИП) is a person with the form ``ИП``.
    ``core`` is the normalised name without its legal forms; ``also`` holds what
    stood in brackets after a person's name (a maiden name as a rule).
    """

    kind: str = ""
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    initials: tuple = ()
    forms: tuple = ()
    core: str = ""
    also: tuple = ()


@lru_cache(maxsize=8192)
def parse(name):
    """Return the :class:`ParsedName` of a person or a company.

    >>> parsed = parse("Салтыков-Щедрин М.Е.")
    >>> parsed.kind, parsed.surname, parsed.initials
    ('person', 'Салтыков-Щедрин', ('М', 'Е'))
    >>> parsed = parse("Алиев Вагиф Гейдар оглы")
    >>> parsed.surname, parsed.given, parsed.patronymic
    ('Алиев', 'Вагиф', 'Гейдар оглы')
    >>> parsed = parse("Общество с ограниченной ответственностью «Ромашка»")
    >>> parsed.kind, parsed.forms, parsed.core
    ('company', ('ООО',), 'ромашка')
    >>> parse("Индивидуальный предприниматель Ким Анна").kind
    'person'
    """
    name = re.sub(r"\s+", " ", name or "").strip()
    forms, words = split_forms(name)
    if not words:
        return ParsedName()
    core = " ".join(words)
    if _is_company(name, forms, words):
        return ParsedName(kind="company", forms=forms, core=core)
    also = tuple(filter(None, map(str.strip, _BRACKETS.findall(name))))
    parts = _person_parts(_BRACKETS.sub(" ", name), forms)
    return ParsedName(kind="person", forms=forms, core=core, also=also, **parts)


def _is_company(name, forms, words):
    if forms:
        return forms[0] not in ("ИП", "КФХ")
    if is_form(words):
        return True
    if COMPANY_WORDS.intersection(words) or any(map(str.isdigit, words)):
        return True
    quoted = re.search('[«»„“”"]', name)
    return bool(quoted) or len(words) > 7


def _person_parts(name, forms):
    """Return the keyword arguments of :class:`ParsedName` for a person."""
    if forms:
        name = _without_forms(name)
    before, comma, after = name.partition(",")
    words, initials = _split_initials(name.replace(",", " "))
    words, patronymic = _take_patronymic(words)
    if comma and after.strip():
        surname_words = set(_split_initials(before)[0])
        surname = [word for word in words if word in surname_words]
        given = [word for word in words if word not in surname_words]
    elif initials and not patronymic:
        surname, given = words, []
    else:
        surname, given = _order(words, patronymic)
    return {
        "surname": " ".join(surname),
        "given": " ".join(given),
        "patronymic": patronymic[0] if patronymic else "",
        "initials": tuple(initials),
    }


def _without_forms(name):
    """Drop the words of the legal form from a name as it was written."""
    words = name.split(" ")
    for length in range(min(4, len(words) - 1), 0, -1):
        if is_form(normalise(" ".join(words[:length])).split()):
            return " ".join(words[length:])
    if len(words) > 1 and is_form(normalise(words[-1]).split()):
        return " ".join(words[:-1]).rstrip(",")
    return name


def _split_initials(name):
    """Return ``(words, initials)`` in the order they stand in."""
    name = re.sub(r"\s*[-‐‑‒–—]\s*", "-", name)
    name = re.sub(r"(?<!\w)((?:[^\W\d_]\.\s*-?\s*)+)", _spread, name)
    words, initials = [], []
    found = _WORD.findall(name)
    for word in found:
        if len(word) == 1:
            initials.append(word)
        elif _are_bare_initials(word, found):
            initials.extend(word)
        else:
            words.append(word)
    return words, initials


def _spread(match):
    return " ".join(re.findall(r"[^\W\d_]", match.group())) + " "


def _are_bare_initials(word, found):
    """«Иванов ИИ»: two capitals beside a word that is not all capitals."""
    if len(word) != 2 or not word.isupper() or len(found) != 2:
        return False
    return any(not other.isupper() for other in found)


def _take_patronymic(words):
    """Return ``(words, (patronymic, place))``, the latter () where there is none."""
    plain = [normalise(word) for word in words]
    for index in range(len(words) - 1, 0, -1):
        if plain[index] in _KIN and index > 1:
            taken = " ".join(words[index - 1 : index + 1])
            return words[: index - 1] + words[index + 1 :], (taken, index - 1)
    places = [
        index for index in range(1, len(words)) if _looks_patronymic(plain, index)
    ]
    if not places:
        return words, ()
    # «Роман Аркадьевич Абрамович»: of two, the one that follows a given name
    named = [index for index in places if is_given(plain[index - 1])]
    place = (named or places)[-1 if not named else 0]
    return words[:place] + words[place + 1 :], (words[place], place)


def _looks_patronymic(plain, index):
    if not (_PATRONYMIC.match(plain[index]) or _PATRONYMIC_ENDING.match(plain[index])):
        return False
    # «Роман Абрамович», «Драган Стоянович»: with two words it is a patronymic only
    # when it stands second and the first is a name; both orders stay undecided else
    return len(plain) > 2 or is_given(plain[index - 1])


def _order(words, patronymic):
    """Return ``(surname words, given words)``."""
    if patronymic:
        # the given name stands right before the patronymic in both usual orders
        place = patronymic[1] - 1
        return words[:place] + words[place + 1 :], words[place : place + 1]
    if len(words) < 2:
        return words, []
    if by_particle := _order_by_particle(words):
        return by_particle
    capital = [word for word in words if word.isupper() and len(word) > 1]
    if 0 < len(capital) < len(words):
        return capital, [word for word in words if word not in capital]
    if _given_first(words):
        return words[-1:], words[:-1]
    return words[:1], words[1:]


def _order_by_particle(words):
    """«Ван Гог Винсент», «Усама бин Мухаммад бин Ладен»; None for other names."""
    plain = [normalise(word) for word in words]
    if plain[0] in _EAST - _LEADING:
        return words[:1], words[1:]
    if len(words) > 2 and plain[0] in _LEADING:
        return words[:2], words[2:]
    if len(words) > 2 and plain[-2] in PARTICLES:
        return words[-2:], words[:-2]
    return None


def _given_first(words):
    first, last = normalise(words[0]), normalise(words[-1])
    if first in _EAST:
        return False
    if is_given(first) != is_given(last):
        return is_given(first)
    if bool(_SURNAME.match(first)) != bool(_SURNAME.match(last)):
        return bool(_SURNAME.match(last))
    # nothing tells: Russian papers put the surname first, Latin ones last
    return not has_cyrillic(first)


def is_given(word):
    """Tell whether a normalised word is a given name of the lexicon, in any script.

    >>> is_given("сергей"), is_given("sergey"), is_given("щербаков")
    (True, True, False)
    """
    if has_cyrillic(word):
        return word in GIVEN_NAMES
    return fold(word) in _folded_names()


@lru_cache(maxsize=1)
def _folded_names():
    return frozenset(map(fold, GIVEN_NAMES)) | {"aleksander"}
