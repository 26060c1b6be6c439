# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Filters of templates: how a value is written. Nothing else can be called there."""

import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Undefined
from num2words import num2words

from .docx_problems import TemplateError

MAX_NUMBER = Decimal(10) ** 18
_QUOTED = "«dd» MMMM y"
_DATE_FORMATS = {
    "short": "dd.MM.y",
    "long": "long",
    "quoted": _QUOTED,
    "month": "LLLL y",
    "year": "y",
}
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "CNY": "¥"}
_YES_NO = {"ru": ("да", "нет"), "en": ("yes", "no")}


def is_missing(value):
    """Tell whether there is no data: nothing was given, or an empty text."""
    return value is None or isinstance(value, Undefined) or value == ""


class Filters:
    """The filters in one language.

    :param lang: language code for dates, numbers and words, such as "ru"

    >>> filters = Filters("ru")
    >>> filters.money(Decimal("1234567.5")).replace("\\xa0", " ")
    '1 234 567,50'
    >>> filters.date(datetime.date(2026, 3, 1)), filters.plural(3, "день", "дня", "дней")
    ('01.03.2026', 'дня')
    >>> filters.money_words(Decimal("1234.5"))
    'одна тысяча двести тридцать четыре рубля 50 копеек'
    """

    def __init__(self, lang):
        self.lang = lang.split("_")[0]
        self.locale = lang

    def get_all(self):
        """Return {name: function}, Russian names included."""
        found = {name: self._skip_missing(getattr(self, name)) for name in SKIPPING}
        found |= {name: getattr(self, name) for name in KEEPING}
        found |= {russian: found[name] for russian, name in RUSSIAN.items()}
        return found

    @staticmethod
    def _skip_missing(function):
        """No data stays no data, whatever is done to it."""

        def call(value, *args, **kwargs):
            if is_missing(value):
                return value
            try:
                return function(value, *args, **kwargs)
            except TypeError as error:
                raise TemplateError("wrong_filter", function.__name__) from error

        return call

    def text(self, value):
        """Return a value as it is printed where no filter is named."""
        if isinstance(value, bool):
            return _YES_NO.get(self.lang, _YES_NO["en"])[not value]
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, (Decimal, float)):
            return self.number(value)
        if isinstance(value, dict):
            raise TemplateError("is_a_record", ", ".join(sorted(value))[:100])
        if isinstance(value, tuple):
            raise TemplateError("is_a_list", f"{len(value)} rows")
        return value if isinstance(value, Undefined) else str(value)

    def number(self, value, places=None):
        """Digits in groups, a comma before the decimals (as the language has it)."""
        amount = to_decimal(value)
        if places is None:
            pattern = "#,##0.##########"
        else:
            places = _limit_places(places)
            amount = _round(amount, places)
            pattern = "#,##0" + ("." + "0" * places if places else "")
        return format_decimal(amount, pattern, locale=self.locale)

    def money(self, value, currency=""):
        """Two decimals always; with the sign or code of a currency if one is given."""
        text = self.number(value, 2)
        code = str(currency)
        return f"{text}\N{NO-BREAK SPACE}{_SIGNS.get(code, code)}" if code else text

    def percent(self, value, places=None):
        """0.125 as 12,5 %."""
        text = self.number(to_decimal(value) * 100, places)
        return f"{text}\N{NO-BREAK SPACE}%"

    def date(self, value, form="short"):
        """A date: short, long, quoted, month or year."""
        day = to_date(value)
        if form not in _DATE_FORMATS:
            raise TemplateError("wrong_filter", f"date: {form}"[:100])
        text = format_date(day, _DATE_FORMATS[form], locale=self.locale)
        return f"{text} г." if form == "quoted" and self.lang == "ru" else text

    def words(self, value, gender="m"):
        """A whole number in words; gender m, f or n where the language has it."""
        number = to_decimal(value)
        if number != int(number):
            raise TemplateError("bad_value", f"{number} in words")
        options = {"gender": str(gender)} if self.lang == "ru" else {}
        return num2words(int(number), lang=self.lang, **options)

    def money_words(self, value, currency="RUB"):
        """An amount in words, hundredths in digits."""
        amount = _round(to_decimal(value), 2)
        try:
            return num2words(
                amount,
                lang=self.lang,
                to="currency",
                currency=str(currency),
                cents=False,
                separator="",
            )
        except NotImplementedError:  # a currency whose names it does not know
            whole = num2words(int(amount), lang=self.lang)
            cents = int(abs(amount) % 1 * 100)
            return f"{whole} {currency} {cents:02d}/100"

    def plural(self, value, one, few, many=None):
        """The form of a word after a number: день, дня, дней."""
        number = abs(int(to_decimal(value)))
        if self.lang != "ru":
            return one if number == 1 else few
        if number % 10 == 1 and number % 100 != 11:
            return one
        if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
            return few
        return few if many is None else many

    def upper(self, value):
        """IN CAPITALS."""
        return str(self.text(value)).upper()

    def lower(self, value):
        """in small letters."""
        return str(self.text(value)).lower()

    def capitalize(self, value):
        """The first letter large, the others as they are."""
        text = str(self.text(value))
        return text[:1].upper() + text[1:]

    def trim(self, value):
        """Without blanks at the ends."""
        return str(self.text(value)).strip()

    def round(self, value, places=0):
        """A number rounded, halves away from zero."""
        return _round(to_decimal(value), _limit_places(places))

    def abs(self, value):
        """A number without its sign."""
        return abs(to_decimal(value))

    def default(self, value, text=""):
        """Something else where there is no data."""
        return text if is_missing(value) else value

    def length(self, value):
        """How many rows a list has, or letters a text."""
        return 0 if is_missing(value) else len(_need_sequence(value))

    def sum(self, value, attribute=None):
        """The sum of a field over the rows of a list; what is missing counts nothing."""
        values = [_pick(row, attribute) for row in _need_rows(value)]
        return sum((to_decimal(each) for each in values if not is_missing(each)), 0)

    def join(self, value, separator=", ", attribute=None):
        """The rows of a list in one line."""
        values = [_pick(row, attribute) for row in _need_rows(value)]
        return str(separator).join(
            str(self.text(each)) for each in values if not is_missing(each)
        )

    def first(self, value):
        """The first row of a list."""
        return next(iter(_need_rows(value)), None)

    def last(self, value):
        """The last row of a list."""
        return next(iter(_need_rows(value)[::-1]), None)


SKIPPING = (
    "number money percent date words money_words plural upper lower capitalize trim "
    "round abs"
).split()
KEEPING = "default length sum join first last".split()
OF_LISTS = frozenset("length sum join first last default".split())
OF_FIELDS = {"sum": 0, "join": 1}  # which argument names a field of the rows
RUSSIAN = {
    "число": "number",
    "деньги": "money",
    "процент": "percent",
    "дата": "date",
    "прописью": "words",
    "сумма_прописью": "money_words",
    "слово": "plural",
    "прописными": "upper",
    "строчными": "lower",
    "с_прописной": "capitalize",
    "без_пробелов": "trim",
    "округл": "round",
    "модуль": "abs",
    "иначе": "default",
    "количество": "length",
    "сумма": "sum",
    "через": "join",
    "первая": "first",
    "последняя": "last",
}
NAMES = frozenset((*SKIPPING, *KEEPING, *RUSSIAN))


def to_decimal(value):
    """Return a number exactly, as it is written; TemplateError where it is none."""
    if isinstance(value, str):
        value = value.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        value = value.replace(",", ".")
    if isinstance(value, (bool, dict, tuple, datetime.date)):
        raise TemplateError("bad_value", f"{type(value).__name__} is no number")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise TemplateError("bad_value", f"“{str(value)[:50]}” is no number") from error
    if not number.is_finite() or abs(number) > MAX_NUMBER:
        raise TemplateError("bad_value", f"number {str(value)[:50]}")
    return number


def to_date(value):
    """Return a date from a date, a time or a text in ISO form."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise TemplateError("bad_value", f"“{str(value)[:50]}” is no date") from error


def _round(number, places):
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _limit_places(places):
    if type(places) is not int or not 0 <= places <= 8:
        raise TemplateError("wrong_filter", "decimal places are 0 to 8")
    return places


def _need_sequence(value):
    if isinstance(value, (tuple, str)):
        return value
    raise TemplateError("not_a_list", str(value)[:50])


def _need_rows(value):
    if is_missing(value):
        return ()
    if not isinstance(value, tuple):
        raise TemplateError("not_a_list", str(value)[:50])
    return value


def _pick(row, attribute):
    if attribute is None:
        return row
    for part in str(attribute).split("."):
        row = row.get(part) if isinstance(row, dict) else None
    return row
