# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names as others spell them: transliterations of other countries, slips of the pen.

The tables follow the customs of newspapers and consulates of the countries named; none
of them is one that ``bank_text`` reads.
"""

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SIGNS = {
    "german": "a b w g d e jo sh s i j k l m n o p r s t u f ch z tsch sch schtsch - y - "
    "e ju ja",
    "french": "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e "
    "iou ia",
    "polish": "a b w g d ie jo ż z i j k l m n o p r s t u f ch c cz sz szcz - y ' e ju "
    "ja",
    "czech": "a b v g d e jo ž z i j k l m n o p r s t u f ch c č š šč - y ' e ju ja",
    "spanish": "a b v g d e io zh z i i k l m n o p r s t u f j ts ch sh shch - y - e iu "
    "ia",
    "turkish": "a b v g d e yo j z i y k l m n o p r s t u f h ts ç ş şç - ı - e yu ya",
    "chat": "a b v g d e yo zh z i y k l m n o p r s t u f h c 4 sh w - y - e yu ya",
    "telex": "a b v g d e e j z i i k l m n o p r s t u f h c ch sh sc - y - e iu ia",
}
TABLES = {
    country: {
        letter: "" if sign == "-" else sign
        for letter, sign in zip(_LETTERS, signs.split(), strict=True)
    }
    for country, signs in _SIGNS.items()
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def write(name, country):
    """Return a Russian name as a country writes it.

    >>> write("Щербаков Юрий", "german"), write("Щербаков Юрий", "french")
    ('Schtscherbakow Jurij', 'Chtcherbakov Iouriï')
    """
    table = TABLES[country]
    return "".join(table.get(letter, letter) for letter in name.lower()).title()


def slip(random, name):
    """Return a name with one slip: a letter left out, put in, changed or swapped."""
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    place, other = random.choice(places), random.choice(_LATIN)
    before, letter, after = name[:place], name[place], name[place + 1 :]
    return random.choice(
        (
            before + after,
            before + other + letter + after,
            before + other + after,
            before + after[:1] + letter + after[1:],
        )
    )
