# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The time zone of an address in Russia, by its region or city. Plain Python.

The zones are those of law 107-FZ "On the Reckoning of Time" as amended up to 2024.
"""

import re

MOSCOW = "Europe/Moscow"
# beginnings of the names of regions and of their chief cities
_BEGINNINGS = {
    "Europe/Kaliningrad": "калининград",
    "Europe/Samara": "самар удмурт ижевск тольятти",
    "Europe/Saratov": "саратов",
    "Europe/Astrakhan": "астрахан",
    "Europe/Ulyanovsk": "ульяновск",
    "Asia/Yekaterinburg": "башкорт башкир уфа уфе перм курган оренбург свердлов "
    "екатеринбург тюмен челябин магнитогорск ханты югр сургут ямал салехард",
    "Asia/Omsk": "омск",
    "Asia/Novosibirsk": "новосибир",
    "Asia/Barnaul": "барнаул алтай горно-алтай",
    "Asia/Tomsk": "томск",
    "Asia/Novokuznetsk": "кемеров кузбасс новокузнец",
    "Asia/Krasnoyarsk": "краснояр хакас абакан тыва тува кызыл",
    "Asia/Irkutsk": "иркут ангарск братск бурят улан-удэ",
    "Asia/Chita": "забайкал чит",
    "Asia/Yakutsk": "саха якут благовещенск амурск",
    "Asia/Vladivostok": "приморский приморского приморье владивосток "
    "хабаров еврейск биробиджан",
    "Asia/Magadan": "магадан",
    "Asia/Sakhalin": "сахалин южно-сахалин",
    "Asia/Kamchatka": "камчат петропавловск-камчат",
    "Asia/Anadyr": "чукот анадыр",
}
_BY_BEGINNING = {
    word: zone for zone, words in _BEGINNINGS.items() for word in words.split()
}
# a town is not its whole region: these begin alike and lie elsewhere
_ELSEWHERE = ("комсомольск",)
_WORD = re.compile(r"[а-яё-]{3,}")


def find_zone(*parts):
    """Return the time zone of an address, "" where its parts do not tell.

    :param parts: region and city, the telling one first; either may be empty

    >>> find_zone("Приморский край", "Находка"), find_zone("", "г. Омск")
    ('Asia/Vladivostok', 'Asia/Omsk')
    >>> find_zone("Республика Саха (Якутия)"), find_zone("", "")
    ('Asia/Yakutsk', '')

    A region that is known and has no zone of its own lives by Moscow:

    >>> find_zone("Тверская область"), find_zone("", "Тверь")
    ('Europe/Moscow', '')
    """
    for part in parts:
        text = (part or "").lower()
        for word in _WORD.findall(text):
            if zone := _find_by_word(word):
                return zone
        if re.search(r"област|край|республик|москва|санкт-петербург", text):
            return MOSCOW
    return ""


def _find_by_word(word):
    if word.startswith(_ELSEWHERE):
        return ""
    beginnings = (word[:length] for length in range(len(word), 2, -1))
    return next(
        (_BY_BEGINNING[start] for start in beginnings if start in _BY_BEGINNING), ""
    )
