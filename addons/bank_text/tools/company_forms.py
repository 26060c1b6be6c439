# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Legal forms of companies: how they are written and where they may stand."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from .normalisation import normalise

# canonical form | spellings (normalised words, several separated by commas)
_FORMS = """
ООО | ооо, общество с ограниченной ответственностью, ooo, obshchestvo s ogranichennoi otvetstvennostyu, obshchestvo s ogranichennoy otvetstvennostyu
АО | ао, акционерное общество, ao, aktsionernoe obshchestvo, aktsionernoye obshchestvo
ПАО | пао, публичное акционерное общество, pao, publichnoe aktsionernoe obshchestvo
НАО | нао, непубличное акционерное общество
ЗАО | зао, закрытое акционерное общество, zao, zakrytoe aktsionernoe obshchestvo
ОАО | оао, открытое акционерное общество, oao, otkrytoe aktsionernoe obshchestvo
НПАО | нпао
ОДО | одо, общество с дополнительной ответственностью
ИП | ип, индивидуальный предприниматель, ip
КФХ | кфх, крестьянское фермерское хозяйство, глава кфх
АНО | ано, автономная некоммерческая организация
НКО | нко, некоммерческая организация, небанковская кредитная организация
ГУП | гуп, государственное унитарное предприятие
МУП | муп, муниципальное унитарное предприятие
ФГУП | фгуп, федеральное государственное унитарное предприятие, fgup
УП | уп, чуп, унитарное предприятие, частное унитарное предприятие
ФГБУ | фгбу, федеральное государственное бюджетное учреждение
ГБУ | гбу, государственное бюджетное учреждение, гбуз
МБУ | мбу, муниципальное бюджетное учреждение, мбоу, мку
ТСЖ | тсж, товарищество собственников жилья, тсн
СНТ | снт, садоводческое некоммерческое товарищество
ПК | пк, производственный кооператив, спк, жск, гск
ТОО | тоо, товарищество с ограниченной ответственностью, too
ОсОО | осоо
АКБ | акб, коммерческий банк, акционерный коммерческий банк, кб
НПФ | нпф, негосударственный пенсионный фонд
ЧП | чп, частное предприятие
ТОВ | тов, tov
JSC | jsc, joint stock company
PJSC | pjsc, public joint stock company
CJSC | cjsc, closed joint stock company
OJSC | ojsc, open joint stock company, public limited company
LLC | llc, limited liability company
LLP | llp
LP | lp
Ltd | ltd, limited, co ltd, company limited, private limited, pvt ltd, pty ltd, pte ltd
Co | co, company, and co
Corp | corp, corporation
Inc | inc, incorporated
PLC | plc
GmbH | gmbh, gesellschaft mit beschrankter haftung, gmbh and co kg, gmbh co kg, ggmbh
AG | ag, aktiengesellschaft
KG | kg
SE | se
SA | sa, societe anonyme, sociedad anonima, sa de cv
SAS | sas
SARL | sarl
SRL | srl, s de rl, s de rl de cv, sociedad de responsabilidad limitada
SpA | spa
BV | bv
NV | nv
s.r.o. | sro, spol sro, spol s ro
a.s. | as, akciova spolecnost
Sp. z o.o. | spzoo, sp zoo, spolka z ograniczona odpowiedzialnoscia
Oy | oy, oyj
AB | ab
A/S | aps
OÜ | ou
UAB | uab
SIA | sia
d.o.o. | doo
Kft | kft
Zrt | zrt
OOD | ood, eood, ad
Sdn Bhd | sdn bhd
FZE | fze, fzco, fz llc, fzc, dmcc
A.Ş. | asti, anonim sirketi, limited sirketi, ltd sti
"""

# words that a company's name has and a person's has not
COMPANY_WORDS = frozenset(
    """
    банк bank завод фабрика компания company холдинг holding group группа trading
    торговый трейд строй стройинвест инвест invest investment сервис service services
    фонд foundation fund организация organization организации предприятие комбинат
    корпорация объединение ассоциация association союз institute институт университет
    university school школа центр center centre клиника больница магазин отель hotel
    airlines airways shipping maritime marine general enterprise enterprises industries
    industrial international export import logistics логистика транспорт агро фирма
    партия committee комитет министерство ministry bureau agency агентство limited
    petroleum oil gas нефть газ энерго electronics technology technologies технологии
    """.split()
)

_PREFIX_ONLY = frozenset("ип ip кб ао ao чп пк уп".split())
# Latin forms of two letters are also particles, initials and short names
_SUFFIX_ONLY = frozenset(
    "as sa ag ab se kg sp ou ad lp co oy bv nv aps spa sas sia".split()
)


def _spellings():
    table = {}
    for line in _FORMS.strip().splitlines():
        canonical, spellings = line.split(" | ")
        for spelling in spellings.split(","):
            table[tuple(spelling.split())] = canonical
    return table


_BY_WORDS = _spellings()
_FORM_WORDS = frozenset(word for form in _BY_WORDS for word in form)
_LONG_FORMS = sorted(word for word in _FORM_WORDS if len(word) >= 6)
_SHORT_FORMS = sorted(word for word in _FORM_WORDS if 3 <= len(word) <= 4)
_MENDED_WORD = re.compile(r"[^\W\d_]{3,18}")
_LONGEST = max(map(len, _BY_WORDS))
# "s.r.o.", "О.О.О.", "a. s.", "A/S": single letters with signs between them
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_][./]\s?){1,4}[^\W\d_](?:\.|(?!\w))")


def split_forms(name):
    """Return ``(forms, words)``: canonical legal forms and the normalised core.

    Forms are found at the start and at the end of the name, also inside it before
    a quotation mark; a name that is nothing but a form keeps its words.

    >>> split_forms("ООО КБ «Ромашка»")
    (('ООО', 'АКБ'), ['ромашка'])
    >>> split_forms("Škoda Auto, a.s."), split_forms("Trading Co., Ltd.")
    ((('a.s.',), ['skoda', 'auto']), (('Ltd',), ['trading']))
    >>> split_forms("Пушкин А.С."), split_forms("ООО")
    (((), ['пушкин', 'а', 'с']), ((), ['ооо']))
    """
    words = normalise(_close_up(name or "")).split()
    forms, start = _strip_left(words)
    tail, end = _strip_right(words, start)
    if start >= end:
        return (), words
    return tuple(forms + tail), words[start:end]


def _close_up(name):
    """Write a dotted abbreviation of a legal form as one word."""

    def close(match):
        letters = re.sub(r"[\W_]", "", match.group())
        known = (letters.casefold(),) in _BY_WORDS
        # two capitals with dots are a person's initials ("Пушкин А.С."), unless two
        # whole words stand before them ("Telefonica Brasil S.A.")
        before = len(normalise(name[: match.start()]).split())
        initials = len(letters) == 2 and letters.isupper() and before < 2
        initials = initials and "/" not in match.group()
        return f" {letters} " if known and not initials else match.group()

    return _DOTTED.sub(close, name)


def is_form(words):
    """Tell whether these normalised words are a legal form and nothing else."""
    return tuple(words) in _BY_WORDS


def _strip_left(words):
    forms, start = [], 0
    while found := _form_at(words, start, prefix=True):
        form, length = found
        forms.append(form)
        start += length
    return forms, start


def _strip_right(words, start):
    forms, end = [], len(words)
    while True:
        for length in range(min(_LONGEST, end - start), 0, -1):
            spelling = tuple(words[end - length : end])
            if _fits(spelling, prefix=False):
                forms.insert(0, _BY_WORDS[spelling])
                end -= length
                break
        else:
            return forms, end


def _form_at(words, start, prefix):
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        spelling = tuple(words[start : start + length])
        if _fits(spelling, prefix):
            return _BY_WORDS[spelling], length
    return None


def _fits(spelling, prefix):
    if spelling not in _BY_WORDS:
        return False
    if len(spelling) > 1:
        return True
    return spelling[0] not in (_SUFFIX_ONLY if prefix else _PREFIX_ONLY - {"ао", "ип"})


def mend_forms(name, known=frozenset()):
    """Return a name with slips in the words of legal forms mended.

    Long words wherever they stand, abbreviations as the first and the last word only.

    :param known: words that lists have: these are no slips

    >>> mend_forms("GREEN TRADE COMPrNY Limite"), mend_forms("Green Trade LDT")
    ('GREEN TRADE company limited', 'Green Trade ltd')
    >>> mend_forms("Oxoo Trade", known={"oxoo"}), mend_forms("Oxoo Trade")
    ('Oxoo Trade', 'ooo Trade')
    """
    places = [match.start() for match in _MENDED_WORD.finditer(name or "")]
    edges = {*places[:1], *places[-1:]}

    def mend(match):
        word = match.group().lower()
        if word in _FORM_WORDS or word in known:
            return match.group()
        return _mend_form(word, match.start() in edges) or match.group()

    return _MENDED_WORD.sub(mend, name or "")


@lru_cache(maxsize=10_000)
def _mend_form(word, at_edge):
    """Return the word of a legal form that a word is one slip away from, or ""."""
    forms = _LONG_FORMS if len(word) >= 6 else _SHORT_FORMS if at_edge else ()
    found = extractOne(word, forms, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else ""
