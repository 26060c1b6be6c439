# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Read a list of clients that somebody else made: xlsx, csv, vCard. Plain Python.

Every cell comes out as text, dates as ISO; what a column means is guessed from its
title and judged by the person who brings the file.
"""

import csv
import io
import re
from datetime import date, datetime

import openpyxl

from odoo.addons.bank_document.tools.text_encoding import decode_text
from odoo.addons.bank_report.tools.zip_guard import GuardedZip, ZipError

from . import vcard

MOST_BYTES = 20 << 20
MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_PHONES = 9
# a sheet of Excel has no more; a number of a row is believed up to here
_SHEET_ROWS = 1 << 20
_SHEET_COLUMNS = 256
_SAMPLE = 8192
# no database keeps them, and nobody sees them
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
# beginnings of titles, the telling ones first
_TITLES = {
    "contact_of": ("контакт клиента", "контакт компании", "contact of"),
    "position": ("должн", "position", "job"),
    "surname": ("фамил", "surname", "last name"),
    "patronymic": ("отчеств", "patronymic", "middle name"),
    "inn": ("инн", "inn", "vat", "tax"),
    "kpp": ("кпп", "kpp"),
    "ogrn": ("огрн", "ogrn"),
    "snils": ("снилс", "snils"),
    "birth_date": ("дата рожд", "рожд", "birth", "bday"),
    "email": ("email", "e-mail", "почт", "mail"),
    "phone": ("тел", "моб", "phone", "tel", "mobile"),
    "client_kind": ("вид клиента", "тип клиента", "вид", "тип", "kind"),
    "branch": ("подразд", "отделен", "филиал", "branch"),
    "manager": ("менедж", "manager"),
    "source": ("источник", "откуда", "source"),
    "city": ("город", "city"),
    "zip": ("индекс", "zip", "postal"),
    "street": ("адрес", "улиц", "address", "street"),
    "comment": ("коммент", "примеч", "замет", "comment", "note"),
    "given_name": ("имя", "given", "first name"),
    "name": ("фио", "ф.и.о", "наимен", "назван", "клиент", "name", "company", "орган"),
}
_KINDS = {
    "person": ("физ", "фл", "person", "частн"),
    "entrepreneur": ("ип", "индивид", "предприн", "entrepreneur", "sole"),
    "company": ("юр", "юл", "company", "legal", "орган", "ооо", "ао", "пао"),
}


class FileError(ValueError):
    """Why a file is not read.

    :param code: large, empty, damaged, encrypted, rows, columns, quotes or kind
    """

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


def read_table(name, content):
    """Return ``(titles, rows)`` of a file, all cells as text.

    :param name: of the file; its ending says how to read it
    :param content: bytes
    :raises FileError: with a code that says why

    >>> read_table("a.csv", "ФИО;Телефон\\nПётр;8 916\\n".encode("cp1251"))
    (['ФИО', 'Телефон'], [['Пётр', '8 916']])
    """
    titles, *rows = read_sheet(name, content) or [[]]
    if not rows:
        raise FileError("empty")
    if len(rows) > MOST_ROWS:
        raise FileError("rows", str(MOST_ROWS))
    width = max((place + 1 for place, title in enumerate(titles) if title), default=1)
    titles = titles[:width]
    return titles, [(row + [""] * width)[:width] for row in rows]


def read_sheet(name, content):
    """Return the rows of a file as they stand, for a sheet without titles on top.

    >>> read_sheet("a.csv", "Форма 1\\nЗапасы;1210;5\\n".encode())
    [['Форма 1'], ['Запасы', '1210', '5']]
    """
    if len(content) > MOST_BYTES:
        raise FileError("large", str(MOST_BYTES >> 20))
    ending = name.lower().rpartition(".")[2]
    if ending not in _READERS:
        raise FileError("kind", ending)
    return _READERS[ending](content)


def _read_csv(content):
    text = _decode(content)
    # a mark that is not closed would swallow all the rows below it: that is told
    rows = csv.reader(
        io.StringIO(text, newline=None), delimiter=_find_delimiter(text), strict=True
    )
    try:
        return _keep(rows)
    except csv.Error as error:
        raise FileError("quotes", str(rows.line_num)) from error


def _find_delimiter(text):
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], delimiters=";,\t|").delimiter
    except csv.Error:
        return max(";,\t|", key=text.partition("\n")[0].count)


def _decode(content):
    """Excel writes Russian csv in cp1251 or UTF-16, older programs in cp866 or KOI8."""
    text, _encoding = decode_text(content)
    if text is None:
        raise FileError("damaged", "encoding")
    return text


def _read_xlsx(content):
    try:
        GuardedZip(content)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        sheet = book.worksheets[0]
        # what the sheet says of its own size hides rows where it is wrong
        sheet.reset_dimensions()
        return _keep(
            _iter_texts(sheet.iter_rows(values_only=True, max_col=_SHEET_COLUMNS))
        )
    except ZipError as error:
        code = "encrypted" if error.code == "encrypted" else "damaged"
        raise FileError(code, error.code) from error
    except FileError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it raise
        raise FileError("damaged", type(error).__name__) from error


def _iter_texts(rows):
    """Yield rows that hold something; a sheet claims as many empty ones as it likes."""
    for number, row in enumerate(rows, start=1):
        if number > _SHEET_ROWS:
            raise FileError("damaged", "rows")
        if row.count(None) < len(row):
            yield [_text(cell) for cell in row]


def _keep(rows):
    """Return rows that hold something, cut to the largest number and one more."""
    kept = []
    for row in rows:
        cells = [_CONTROL.sub("", cell).strip() for cell in row]
        if any(cells[MOST_COLUMNS:]):
            raise FileError("columns", str(MOST_COLUMNS))
        if any(cells):
            kept.append(cells[:MOST_COLUMNS])
        if len(kept) > MOST_ROWS + 1:
            break
    return kept


def _text(cell):
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return (
            cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
        )
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _read_vcards(content):
    try:
        cards = vcard.read_cards(_decode(content))
    except ValueError as error:
        if isinstance(error, FileError):
            raise
        raise FileError("damaged", str(error)) from error
    most = max((len(card.get("tel", ())) for card in cards), default=1)
    width = min(max(most, 1), MOST_PHONES)
    phones = ["Телефон", *(f"Телефон {number}" for number in range(2, width + 1))]
    titles = ["ФИО", *phones, "E-mail", "Дата рождения", "Комментарий"]
    titles += ["Организация", "Должность"]
    return _keep([titles, *(_read_card(card, width) for card in cards)])


def _read_card(card, width):
    """Return the row of a card; what has no column of its own goes to the comment."""
    phones, emails = card.get("tel", []), card.get("email", [])
    rest = [*card.get("note", []), *emails[1:], *phones[width:]]
    return [
        vcard.get_name(card),
        *(phones + [""] * width)[:width],
        *([*emails, ""])[:1],
        card.get("bday", [""])[0][:10],
        "; ".join(rest),
        card.get("org", [""])[0].partition(";")[0].strip(),
        *card.get("title", [""])[:1],
    ]


_READERS = {"csv": _read_csv, "txt": _read_csv, "xlsx": _read_xlsx, "vcf": _read_vcards}


def guess_fields(titles):
    """Return for each title the fact it names, "" where it tells nothing.

    One column a fact, but for phones: the first of two wins.

    >>> guess_fields(["Фамилия", "Имя", "Моб. телефон", "ИНН клиента", "Лимит"])
    ['surname', 'given_name', 'phone', 'inn', '']
    >>> guess_fields(["Наименование", "Телефон", "Телефон 2"])
    ['name', 'phone', 'phone']
    """
    found = []
    for title in titles:
        field = _guess(title.lower())
        taken = field in found and field != "phone"
        found.append("" if taken else field)
    return found


def _guess(title):
    for field, words in _TITLES.items():
        if any(re.search(rf"(?<![^\W_]){re.escape(word)}", title) for word in words):
            return field
    return ""


def parse_kind(text):
    """Return the kind of client a word means, "" where none.

    >>> parse_kind("Физ. лицо"), parse_kind("ИП"), parse_kind("ООО"), parse_kind("?")
    ('person', 'entrepreneur', 'company', '')
    """
    word = text.strip().lower()
    for kind, words in _KINDS.items():
        if word == kind or any(word.startswith(start) for start in words):
            return kind
    return ""


def parse_date(text):
    """Return a date written day first or as ISO.

    >>> parse_date("17.05.1980"), parse_date("1980-05-17")
    (datetime.date(1980, 5, 17), datetime.date(1980, 5, 17))

    :raises ValueError: it is no date
    """
    if match := _ISO.match(text):
        return date(*map(int, match.groups()))
    if match := _DATE.fullmatch(text.strip()):
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    raise ValueError(text)
