# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Read cards of address books (vCard 2.1 to 4.0). Plain Python.

One pass over the lines and no pattern that goes back: what somebody else made must not
keep a server busy, whatever stands in it.
"""

import quopri

#: facts of a card that are read, each with its values in their order
_WANTED = ("fn", "n", "org", "title", "tel", "email", "bday", "note")


def read_cards(text):
    """Return the cards of a file, each ``{property: [value, ...]}``.

    Cards within a card are part of it and left out; a line that is no line of a card
    is passed over.

    :raises ValueError: a card that does not end

    >>> read_cards("BEGIN:VCARD\\nFN:Пётр\\nTEL;TYPE=cell:8 916\\nEND:VCARD")
    [{'fn': ['Пётр'], 'tel': ['8 916']}]
    """
    cards, depth = [], 0
    for name, parameters, value in _iter_properties(text):
        if name == "begin":
            depth += 1
            if depth == 1:
                cards.append({})
        elif name == "end":
            depth -= 1
        elif depth == 1 and name in _WANTED:
            cards[-1].setdefault(name, []).append(_decode_value(parameters, value))
        if depth < 0:
            raise ValueError("END without BEGIN")
    if depth:
        raise ValueError("BEGIN without END")
    return cards


def get_name(card):
    """Return what a card calls its owner: as shown, by parts, or the organisation.

    >>> get_name({"n": ["Иванов;Пётр;Ильич;;"]}), get_name({"org": ["ООО «Мир»;Касса"]})
    ('Иванов Пётр Ильич', 'ООО «Мир»')
    """
    if shown := card.get("fn", [""])[0].strip():
        return shown
    parts = [part.strip() for part in card.get("n", [""])[0].split(";")[:3]]
    return " ".join(filter(None, parts)) or card.get("org", [""])[0].split(";")[0]


def _iter_properties(text):
    for line in _unfold(text):
        head, colon, value = line.partition(":")
        name, *parameters = head.lower().split(";")
        if colon:
            yield name.rpartition(".")[2].strip(), parameters, value


def _unfold(text):
    """Join the lines that were cut: by a blank, or softly where they are quoted."""
    parts, is_quoted = [], False
    for line in text.splitlines():
        if is_quoted and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            yield "".join(parts)
            parts = [line]
            is_quoted = "quoted-printable" in line.partition(":")[0].lower()
    yield "".join(parts)


def _decode_value(parameters, value):
    if any("quoted-printable" in parameter for parameter in parameters):
        content = quopri.decodestring(value.encode())
        try:
            value = content.decode()
        except UnicodeDecodeError:
            value = content.decode("cp1251", "replace")
    for sign, meant in (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", " ")):
        value = value.replace(sign, meant)
    return value.strip()
