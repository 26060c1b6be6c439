# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The answer of a credit bureau, read into obligations and inquiries.

The answer comes from outside: no document type, no entities, nothing fetched, a limit on
its size and on the number of its rows, every figure and date checked. The form is plain::

    <creditReport number="…" date="2026-11-20" inn="…">
      <obligation type="loan" opened="2024-01-10" ends="2027-01-10" currency="RUB"
          amount="500000.00" balance="310000.00" overdue="0.00" payment="18000.00"
          worstDays="12" closed="false" rate="18.5"/>
      <inquiry date="2026-11-01" purpose="loan"/>
    </creditReport>

Another bureau's form is another reader that returns a :class:`Report`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

LARGEST = 5 << 20
MOST_ROWS = 5_000
MOST_MONEY = Decimal(10) ** 13
KINDS = ("loan", "mortgage", "card", "guarantee", "other")
FIRST_YEAR = 1900
# a rate a month below it moves no kopeck of any balance
LEAST_RATE = Decimal("1e-14")
MONTH_DAYS = Decimal("30.4375")


class ReportError(Exception):
    """The answer cannot be read; ``code`` and ``detail`` say why."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Obligation:
    """:param payment: a month, as the bureau or the formula says; None: not known"""

    kind: str
    currency: str
    opened: date
    ends: date | None
    amount: Decimal
    balance: Decimal
    overdue: Decimal
    payment: Decimal | None
    worst_days: int
    is_closed: bool


@dataclass(frozen=True)
class Report:
    number: str
    day: date
    inn: str
    obligations: tuple
    inquiries: tuple


def read(content):
    """Return the :class:`Report` in the bytes of an answer; ReportError for what is none.

    >>> read(b'<creditReport number="7" date="2026-11-20"/>').number
    '7'
    """
    root = _parse(content)
    rows = list(root)
    if len(rows) > MOST_ROWS:
        raise ReportError("rows", str(len(rows)))
    day = _date(root, "date", needed=True)
    return Report(
        number=_text(root, "number")[:64],
        day=day,
        inn=_text(root, "inn")[:12],
        obligations=tuple(
            _read_obligation(row, day) for row in rows if row.tag == "obligation"
        ),
        inquiries=tuple(
            _date(row, "date", needed=True) for row in rows if row.tag == "inquiry"
        ),
    )


def _parse(content):
    if len(content) > LARGEST:
        raise ReportError("size", str(len(content)))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReportError("xml", str(error)[:200]) from None
    if root.getroottree().docinfo.doctype:
        raise ReportError("doctype")
    if root.tag != "creditReport":
        raise ReportError("root", str(root.tag)[:64])
    return root


def _read_obligation(row, day):
    kind = row.get("type", "other")
    found = {
        name: _money(row, name) or Decimal(0)
        for name in ("amount", "balance", "overdue")
    }
    ends, is_closed = _date(row, "ends"), row.get("closed") in ("true", "1")
    payment = Decimal(0) if is_closed else _money(row, "payment")
    if payment is None:
        payment = find_payment(found["balance"], _money(row, "rate"), day, ends)
        if payment is not None:
            payment += found["overdue"]
    return Obligation(
        kind=kind if kind in KINDS else "other",
        currency=row.get("currency", "RUB")[:3],
        opened=_date(row, "opened", needed=True),
        ends=ends,
        payment=payment,
        worst_days=_days(row),
        is_closed=is_closed,
        **found,
    )


def find_payment(balance, rate, day, ends):
    """Return the equal payment that pays a balance by its end, None where it is not told.

    >>> find_payment(Decimal(12000), Decimal(0), date(2026, 1, 1), date(2027, 1, 1))
    Decimal('1000.00')
    >>> find_payment(Decimal(12000), None, date(2026, 1, 1), date(2027, 1, 1))
    """
    if rate is None or ends is None:
        return None
    months = max(1, round((ends - day).days / MONTH_DAYS))
    share = rate / 1200
    if share < LEAST_RATE:
        return (balance / months).quantize(Decimal("0.01"))
    return (balance * share / (1 - (1 + share) ** -months)).quantize(Decimal("0.01"))


def _text(row, name):
    return (row.get(name) or "").strip()


def _money(row, name):
    text = _text(row, name)
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ReportError("figure", f"{name}={text[:32]}") from None
    if not value.is_finite() or not 0 <= value <= MOST_MONEY:
        raise ReportError("figure", f"{name}={text[:32]}")
    return value


def _days(row):
    text = _text(row, "worstDays") or "0"
    if not text.isascii() or not text.isdecimal() or len(text) > 5:
        raise ReportError("figure", f"worstDays={text[:32]}")
    return int(text)


def _date(row, name, needed=False):
    text = _text(row, name)
    if not text and not needed:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if not found or found.year < FIRST_YEAR:
        raise ReportError("date", f"{name}={text[:32]}")
    return found
