# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sanction lists as they are published: read into rows of one shape.

``ofac``: the files SDN.CSV and ALT.CSV of the US Treasury, columns as its data
specification names them; ``un``: the consolidated list of the UN Security Council;
``csv``: a list of the bank's own, with a header.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

MOST_BYTES = 64 * 1024 * 1024
LONGEST_NAME = 500
EMPTY = "-0-"
_KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
_OWN_KINDS = ("person", "company", "vessel", "aircraft")
_SDN_COLUMNS, _ALT_COLUMNS = 12, 4
_BORN = re.compile(r"(?:alt\. )?DOB ([^;.]+)")
_COUNTRY = re.compile(r"(?:nationality|citizen) ([A-Z][A-Za-z, ]+?)(?=;|\.|$)")
_WEAK = re.compile(r"a\.k\.a\. '([^']+)'")
_FORMATS = (("%d %b %Y", "%Y-%m-%d"), ("%b %Y", "%Y-%m"), ("%Y", "%Y"))


class BrokenFile(Exception):
    """The file as a whole cannot be read; ``code`` tells why."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass
class Row:
    """One entry of a list."""

    ent: str
    name: str
    kind: str = ""
    aliases: list = field(default_factory=list)
    weak_aliases: list = field(default_factory=list)
    births: list = field(default_factory=list)
    countries: list = field(default_factory=list)
    note: str = ""


@dataclass
class Reading:
    """What a file gave: rows by their number, refusals ``(line, code, text)``."""

    read: int = 0
    rows: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)

    def add(self, line, row):
        """Take a row, unless it has no number or name or is there already."""
        if not row.ent or not row.name:
            self.refused.append((line, "empty", row.ent or row.name))
        elif len(row.name) > LONGEST_NAME or len(row.ent) > LONGEST_NAME:
            self.refused.append((line, "long", row.name[:80]))
        elif row.ent in self.rows:
            self.refused.append((line, "twice", row.ent))
        else:
            self.rows[row.ent] = row


def read(kind, content):
    """Return the :class:`Reading` of a list; raise :class:`BrokenFile`."""
    return {"ofac": _read_ofac, "un": _read_un, "csv": _read_csv}[kind](content)


def _decode(content, name):
    if not isinstance(content, bytes | bytearray):
        raise BrokenFile("not_bytes", file=name)
    if len(content) > MOST_BYTES:
        raise BrokenFile("too_big", file=name)
    if b"\x00" in content:
        raise BrokenFile("encoding", file=name)
    try:
        return bytes(content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenFile("encoding", file=name) from error


def _rows_of(content, name):
    """Return numbered rows of a csv file without empty ones and the end sign."""
    text = _decode(content, name).replace("\x1a", "")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BrokenFile("csv", file=name) from error
    return [(line, row) for line, row in enumerate(rows, 1) if any(map(str.strip, row))]


def _value(text):
    text = " ".join(text.split())
    return "" if text == EMPTY else text


def _read_ofac(content):
    if not isinstance(content, dict) or not content.get("sdn"):
        raise BrokenFile("no_sdn")
    reading = Reading()
    for line, row in _rows_of(content["sdn"], "SDN"):
        reading.read += 1
        if len(row) != _SDN_COLUMNS or not row[0].strip().isdigit():
            reading.refused.append((line, "columns", ", ".join(row)[:80]))
            continue
        reading.add(line, _prepare_sdn(list(map(_value, row))))
    for line, row in _rows_of(content["alt"], "ALT") if content.get("alt") else ():
        reading.read += 1
        _add_alias(reading, line, row)
    return reading


def _prepare_sdn(row):
    remarks = row[11]
    return Row(
        ent=row[0],
        name=row[1],
        kind=_KINDS.get(row[2], "company"),
        weak_aliases=list(dict.fromkeys(_WEAK.findall(remarks))),
        births=_read_births(remarks),
        countries=list(dict.fromkeys(_COUNTRY.findall(remarks))),
        note=row[3].replace("] [", ", "),
    )


def _add_alias(reading, line, row):
    if len(row) < _ALT_COLUMNS or not row[0].strip().isdigit():
        reading.refused.append((line, "columns", ", ".join(row)[:80]))
        return
    ent, name = row[0].strip(), _value(row[3])
    entry = reading.rows.get(ent)
    if entry is None:
        reading.refused.append((line, "no_entry", ent))
    elif not name:
        reading.refused.append((line, "empty", ent))
    elif name not in entry.aliases and name != entry.name:
        entry.aliases.append(name)


def _read_births(remarks):
    """Return birth dates of OFAC's remarks as ``screening_facts`` takes them.

    >>> _read_births("DOB 03 May 1971; alt. DOB circa 1969; DOB 1960 to 1962.")
    ['1971-05-03', '1969~', '1960/1962']
    """
    found = (_read_birth(text.strip()) for text in _BORN.findall(remarks))
    return list(dict.fromkeys(filter(None, found)))


def _read_birth(text):
    if text.startswith("circa "):
        years = re.findall(r"\d{4}", text)
        return f"{years[0]}~" if years else ""
    years = re.findall(r"\b\d{4}\b", text)
    if len(years) == 2:
        return "/".join(years)
    for given, kept in _FORMATS:
        try:
            return datetime.strptime(text, given).strftime(kept)
        except ValueError:
            continue
    return f"{years[0]}~" if years else ""


def _read_un(content):
    _check_xml(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(bytes(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile("xml", file="XML") from error
    if root.tag != "CONSOLIDATED_LIST":
        raise BrokenFile("not_un")
    reading = Reading()
    for element in root.iter("INDIVIDUAL", "ENTITY"):
        reading.read += 1
        reading.add(element.sourceline, _prepare_un(element))
    return reading


def _check_xml(content):
    """A list declares no entities: whoever sends some wants them expanded."""
    if not isinstance(content, bytes | bytearray):
        raise BrokenFile("not_bytes", file="XML")
    if len(content) > MOST_BYTES:
        raise BrokenFile("too_big", file="XML")
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", bytes(content), re.IGNORECASE):
        raise BrokenFile("doctype")


def _text(element, path):
    return " ".join((element.findtext(path) or "").split())


def _prepare_un(element):
    is_person = element.tag == "INDIVIDUAL"
    parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    row = Row(
        ent=_text(element, "REFERENCE_NUMBER"),
        name=" ".join(filter(None, (_text(element, part) for part in parts))),
        kind="person" if is_person else "company",
        note=_text(element, "UN_LIST_TYPE"),
    )
    if original := _text(element, "NAME_ORIGINAL_SCRIPT"):
        row.aliases.append(original)
    for alias in element.iter("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
        name = _text(alias, "ALIAS_NAME")
        if name and name != row.name:
            is_weak = _text(alias, "QUALITY").casefold() == "low"
            (row.weak_aliases if is_weak else row.aliases).append(name)
    row.aliases = list(dict.fromkeys(row.aliases))
    row.weak_aliases = [
        name for name in dict.fromkeys(row.weak_aliases) if name not in row.aliases
    ]
    births = map(_prepare_un_birth, element.iter("INDIVIDUAL_DATE_OF_BIRTH"))
    row.births = list(dict.fromkeys(filter(None, births)))
    places = element.iterfind("NATIONALITY/VALUE")
    countries = [" ".join((place.text or "").split()) for place in places]
    row.countries = list(dict.fromkeys(filter(None, countries)))
    return row


def _prepare_un_birth(element):
    first, last = _text(element, "FROM_YEAR"), _text(element, "TO_YEAR")
    if first and last:
        return f"{first}/{last}"
    day, year = _text(element, "DATE")[:10], _text(element, "YEAR")
    kind = _text(element, "TYPE_OF_DATE")
    if kind == "APPROXIMATELY":
        year = year or day[:4]
        return f"{year}~" if year.isdigit() else ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return day
    return year if re.fullmatch(r"\d{4}", year) else ""


def _read_csv(content):
    rows = _rows_of(content, "CSV")
    if not rows:
        raise BrokenFile("nothing")
    header = [name.strip().casefold() for name in rows[0][1]]
    if not {"ent", "name"} <= set(header):
        raise BrokenFile("header")
    reading = Reading()
    for line, row in rows[1:]:
        reading.read += 1
        if len(row) != len(header):
            reading.refused.append((line, "columns", ", ".join(row)[:80]))
            continue
        _add_own(reading, line, dict(zip(header, map(_value, row))))
    return reading


def _add_own(reading, line, values):
    born, kind = values.get("birth_date", ""), values.get("kind", "").casefold()
    kind = {"individual": "person", "entity": "company"}.get(kind, kind)
    if born and not _is_birth(born):
        reading.refused.append((line, "birth_date", born))
    elif kind and kind not in _OWN_KINDS:
        reading.refused.append((line, "kind", kind))
    else:
        country = values.get("country", "")
        row = Row(
            ent=values["ent"],
            name=values["name"],
            kind=kind,
            births=[born] if born else [],
            countries=[country] if country else [],
        )
        reading.add(line, row)


def _is_birth(text):
    """Tell whether a text is a day, a month or a year.

    >>> [_is_birth(text) for text in ("1971-05-03", "1971", "03.05.1971", "1971-13")]
    [True, True, False, False]
    """
    for form, length in (("%Y-%m-%d", 10), ("%Y-%m", 7), ("%Y", 4)):
        if len(text) == length:
            try:
                datetime.strptime(text, form)
            except ValueError:
                return False
            return True
    return False
