# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The Czech bank of Berka, P. (1999), PKDD'99, as typed records.

Codes come in two spellings: Czech, as the bank wrote them, and English, as some
copies of the set have them. Both are read; what is neither is a broken row.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .csv_table import (
    Broken,
    Column,
    Spec,
    Table,
    amount,
    balance,
    code,
    day,
    number,
    optional_rate,
    optional_whole,
    read_table,
    whole,
    word,
)

# The set ends with the year: nothing later is known of any account or loan.
AS_OF = date(1998, 12, 31)
WOMEN_MONTHS = 50

FREQUENCIES = {
    "monthly issuance": "monthly",
    "POPLATEK MESICNE": "monthly",
    "weekly issuance": "weekly",
    "POPLATEK TYDNE": "weekly",
    "issuance after transaction": "operation",
    "POPLATEK PO OBRATU": "operation",
}
DISP_ROLES = {"OWNER": "owner", "DISPONENT": "user"}
OUTCOMES = {"A": "paid", "B": "unpaid", "C": "running", "D": "arrears", "": ""}
CARD_TYPES = {"classic": "classic", "junior": "junior", "gold": "gold"}
# +1: in, -1: out
DIRECTIONS = {
    "credit": 1,
    "PRIJEM": 1,
    "withdrawal": -1,
    "VYDAJ": -1,
    "withdrawal in cash": -1,
    "VYBER": -1,
}
OPERATIONS = {
    "credit in cash": "cash_in",
    "VKLAD": "cash_in",
    "withdrawal in cash": "cash_out",
    "VYBER": "cash_out",
    "collection from another bank": "transfer_in",
    "PREVOD Z UCTU": "transfer_in",
    "remittance to another bank": "transfer_out",
    "PREVOD NA UCET": "transfer_out",
    "credit card withdrawal": "card",
    "VYBER KARTOU": "card",
    "": "",
}
PURPOSES = {
    "insurrance payment": "insurance",
    "insurance payment": "insurance",
    "POJISTNE": "insurance",
    "payment for statement": "statement",
    "SLUZBY": "statement",
    "interest credited": "interest",
    "UROK": "interest",
    "sanction interest if negative balance": "penalty",
    "sanction interest": "penalty",
    "SANKC. UROK": "penalty",
    "household": "household",
    "household payment": "household",
    "SIPO": "household",
    "old-age pension": "pension",
    "DUCHOD": "pension",
    "loan payment": "loan",
    "UVER": "loan",
    "leasing": "leasing",
    "LEASING": "leasing",
    "": "",
}


# ------------------------------------------------------------ records
class Birth(NamedTuple):
    """What a Czech birth number tells."""

    date: date
    sex: str  # male, female


class District(NamedTuple):
    number: int
    name: str
    region: str
    inhabitants: int
    villages: int
    small_towns: int
    towns: int
    large_towns: int
    cities: int
    urban_share: Decimal
    salary: int
    unemployment_1995: Decimal | None
    unemployment_1996: Decimal | None
    entrepreneurs: int
    crimes_1995: int | None
    crimes_1996: int | None


class Client(NamedTuple):
    number: int
    birth: Birth
    district: int


class Account(NamedTuple):
    number: int
    district: int
    frequency: str
    opened: date


class Disp(NamedTuple):
    number: int
    client: int
    account: int
    role: str


class Loan(NamedTuple):
    number: int
    account: int
    granted: date
    amount: Decimal
    months: int
    payment: Decimal
    outcome: str  # empty: not known


class Card(NamedTuple):
    number: int
    disp: int
    type: str
    issued: date


class Order(NamedTuple):
    number: int
    account: int
    to_bank: str
    to_account: str
    amount: Decimal
    purpose: str


class Operation(NamedTuple):
    number: int
    account: int
    date: date
    direction: int
    kind: str
    amount: Decimal
    balance: Decimal
    purpose: str
    other_bank: str
    other_account: str

    @property
    def signed(self):
        """The amount as it changes the balance."""
        return self.direction * self.amount


# ------------------------------------------------------------ values
def birth(text):
    """Return day and sex from a birth number; women have 50 added to the month.

    >>> birth("706213")
    Birth(date=datetime.date(1970, 12, 13), sex='female')
    >>> birth("450204")
    Birth(date=datetime.date(1945, 2, 4), sex='male')
    """
    text = text.strip()
    month = text[2:4]
    if not month.isdigit():
        raise Broken("date")
    is_female = int(month) > WOMEN_MONTHS
    if is_female:
        text = f"{text[:2]}{int(month) - WOMEN_MONTHS:02d}{text[4:]}"
    return Birth(day(text), "female" if is_female else "male")


def moment_day(text):
    """Return the day of ``YYMMDD 00:00:00``, as cards have it."""
    head, _blank, time = text.strip().partition(" ")
    if time not in ("", "00:00:00"):
        raise Broken("date")
    return day(head)


def months(text):
    value = number(text)
    if value > 600:
        raise Broken("number")
    return value


def other_account(text):
    """Return the number of an account elsewhere; the files write none as 0, too."""
    text = text.strip()
    if text and not text.isdecimal():
        raise Broken("number")
    return text if text.strip("0") else ""


# ------------------------------------------------------------ files
SPECS = (
    Spec(
        "district",
        (
            Column("code", number),
            Column("name", word),
            Column("region", word),
            Column("no. of inhabitants", whole),
            Column("no. of municipalities with inhabitants < 499", whole),
            Column("no. of municipalities with inhabitants 500-1999", whole),
            Column("no. of municipalities with inhabitants 2000-9999", whole),
            Column("no. of municipalities with inhabitants >10000", whole),
            Column("no. of cities", whole),
            Column("ratio of urban inhabitants", optional_rate),
            Column("average salary", whole),
            Column("unemploymant rate '95", optional_rate),
            Column("unemploymant rate '96", optional_rate),
            Column("no. of enterpreneurs per 1000 inhabitants", whole),
            Column("no. of commited crimes '95", optional_whole),
            Column("no. of commited crimes '96", optional_whole),
        ),
        District,
    ),
    Spec(
        "client",
        (
            Column("client_id", number),
            Column("birth_number", birth),
            Column("district_id", number),
        ),
        Client,
        (("district", "district"),),
    ),
    Spec(
        "account",
        (
            Column("account_id", number),
            Column("district_id", number),
            Column("frequency", code(FREQUENCIES)),
            Column("creation_date", day),
        ),
        Account,
        (("district", "district"),),
    ),
    Spec(
        "disp",
        (
            Column("disp_id", number),
            Column("client_id", number),
            Column("account_id", number),
            Column("type", code(DISP_ROLES)),
        ),
        Disp,
        (("client", "client"), ("account", "account")),
    ),
    Spec(
        "loan",
        (
            Column("loan_id", number),
            Column("account_id", number),
            Column("date", day),
            Column("amount", amount),
            Column("duration", months),
            Column("payments", amount),
            Column("status", code(OUTCOMES)),
        ),
        Loan,
        (("account", "account"),),
    ),
    Spec(
        "card",
        (
            Column("card_id", number),
            Column("disp_id", number),
            Column("type", code(CARD_TYPES)),
            Column("issued", moment_day),
        ),
        Card,
        (("disp", "disp"),),
    ),
    Spec(
        "order",
        (
            Column("order_id", number),
            Column("account_id", number),
            Column("bank_to", word),
            Column("account_to", other_account),
            Column("amount", amount),
            Column("k_symbol", code(PURPOSES)),
        ),
        Order,
        (("account", "account"),),
    ),
    Spec(
        "trans_test",
        (
            Column("trans_id", number),
            Column("account_id", number),
            Column("date", day),
            Column("type", code(DIRECTIONS)),
            Column("operation", code(OPERATIONS)),
            Column("amount", amount),
            Column("balance", balance),
            Column("k_symbol", code(PURPOSES)),
            Column("bank", str.strip),
            Column("account", other_account),
        ),
        Operation,
        (("account", "account"),),
    ),
)


def read_bank(folder):
    """Return ``{name: Table}`` of all files of ``folder`` (a ``pathlib.Path``).

    Never raises for what is in the files: what cannot be used is in ``problem`` and
    ``skipped`` of its table, and the rest is read.
    """
    tables = {}
    for spec in SPECS:
        tables[spec.name] = read_table(folder / f"{spec.name}.csv", spec, tables)
        if spec.name == "disp":
            _drop_second_owners(tables["disp"])
            _drop_ownerless(tables["account"], tables["disp"])
    return tables


def read_owners(disp):
    """Return ``{account: client}`` of the owners."""
    return {
        row.account: row.client for row in disp.records.values() if row.role == "owner"
    }


def _drop_second_owners(disp: Table):
    seen = set()
    for key, row in list(disp.records.items()):
        if row.role == "owner":
            if row.account in seen:
                disp.drop(key, "second_owner", "account_id", str(row.account))
            seen.add(row.account)


def _drop_ownerless(accounts: Table, disp: Table):
    """An account without an owner is nobody's; who may use it has nothing to use."""
    owners = read_owners(disp)
    for key in list(accounts.records):
        if key not in owners:
            accounts.drop(key, "no_owner", "account_id", str(key))
    for key, row in list(disp.records.items()):
        if row.account not in accounts.records:
            disp.drop(key, "account", "account", str(row.account))
