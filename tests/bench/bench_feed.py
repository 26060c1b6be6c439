# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of a core banking system: operations, agreements and clients, 10,000 a batch.

``feed_operations`` and ``feed_agreements`` are new rows, ``…_again`` the same delivery once
more, ``…_changed`` the same keys with other figures; ``feed_clients`` are new clients
with two phones, which also get their search keys.

* *floor*: the same rows by hand: COPY into a temporary table, references joined by their
  keys, INSERT with ON CONFLICT that writes what differs. It trusts the rows: nothing is
  checked, no row is refused or counted, and phones of clients are one more such INSERT.
"""

import io
from datetime import datetime, timedelta
from functools import partial

from odoo.tools import SQL

from . import timing
from .base import Bank

ROWS = 20_000
START = datetime(2026, 10, 1)
MERGE = """
    INSERT INTO {table} AS t ({names}, source_key, create_uid, create_date, write_uid,
                             write_date)
    SELECT {values}, s.source_key, 1, now(), 1, now() FROM bench_stage s {joins}
    ON CONFLICT (source_key) WHERE source_key IS NOT NULL
    DO UPDATE SET ({names}) = ROW({excluded}), write_date = EXCLUDED.write_date
     WHERE ({old}) IS DISTINCT FROM ({excluded})
"""


class _Operations:
    model, table = "bank.operation", "bank_operation"
    types = {
        "source_key": "text",
        "account": "text",
        "date": "timestamp",
        "amount": "numeric",
        "balance_after": "numeric",
        "kind": "text",
        "counterparty_name": "text",
        "memo": "text",
    }
    values = {
        "account_id": "a.id",
        "partner_id": "a.partner_id",
        **{name: f"s.{name}" for name in [*types][2:]},
    }
    joins = "JOIN bank_account a ON a.source_key = s.account"

    def __init__(self, env):
        self.accounts = _read_keys(env, "bank_account")

    def make(self, number, change):
        return {
            "source_key": f"bench-feed-{number}",
            "account": self.accounts[number % len(self.accounts)],
            "date": START + timedelta(seconds=number),
            "amount": -100.5 - number % 977 - change,
            "balance_after": 5000.25 + number % 977,
            "kind": "card",
            "counterparty_name": f"Магазин {number % 331}",
            "memo": f"Покупка {number}",
        }


class _Agreements:
    model, table = "bank.agreement", "bank_agreement"
    types = {
        "source_key": "text",
        "product": "text",
        "partner": "text",
        "number": "text",
        "date_start": "date",
        "date_end": "date",
        "currency": "text",
        "amount": "numeric",
        "rate": "float8",
        "balance": "numeric",
        "state": "text",
    }
    values = {
        "product_id": "b.id",
        "partner_id": "p.id",
        "branch_id": "p.branch_id",
        "currency_id": "c.id",
        "trade": "b.trade",
        "source": "'feed'",
        **{name: f"s.{name}" for name in [*types][3:] if name != "currency"},
    }
    joins = (
        "JOIN bank_product b ON b.code = s.product "
        "JOIN res_partner p ON p.source_key = s.partner "
        "JOIN res_currency c ON c.name = s.currency"
    )

    def __init__(self, env):
        self.clients = _read_keys(env, "res_partner")
        self.products = env["bank.product"].search([]).mapped("code")
        self.currency = env.company.currency_id.name

    def make(self, number, change):
        return {
            "source_key": f"bench-feed-{number}",
            "product": self.products[number % len(self.products)],
            "partner": self.clients[number % len(self.clients)],
            "number": f"BF-{number}",
            "date_start": START.date(),
            "date_end": START.date() + timedelta(days=365 + number % 700),
            "currency": self.currency,
            "amount": 10_000.0 + number,
            "rate": 12.5,
            "balance": 9_000.0 + number + change,
            "state": "active",
        }


class _Clients:
    model, table = "res.partner", "res_partner"
    types = {
        "source_key": "text",
        "name": "text",
        "client_kind": "text",
        "branch": "text",
        "birth_date": "date",
        "email": "text",
        "city": "text",
    }
    values = {
        "name": "s.name",
        "complete_name": "s.name",
        "client_kind": "s.client_kind",
        "branch_id": "b.id",
        "birth_date": "s.birth_date",
        "email": "s.email",
        "city": "s.city",
        "active": "true",
        "search_key": "lower(s.name || ' ' || s.email)",
    }
    joins = "JOIN bank_branch b ON b.code = s.branch"

    def __init__(self, env):
        self.branch = env["bank.branch"].search([], limit=1, order="id desc").code

    def make(self, number, change):
        return {
            "source_key": f"bench-feed-{number}",
            "name": f"Кораблёв Пров {number}",
            "client_kind": "person",
            "branch": self.branch,
            "birth_date": START.date() - timedelta(days=9000 + number % 9000),
            "email": f"prov{number}@example.com",
            "city": "Тверь",
            "phones": [f"+7 916 {number:07}", f"+7 495 {number:07}"],
        }


def _read_keys(env, table):
    """Return source keys that the generated bank has, of rows all over the table."""
    rows = env.execute_query(
        SQL(
            "SELECT source_key FROM %s WHERE source_key IS NOT NULL "
            "AND id %% 7 = 0 LIMIT 50000",
            SQL.identifier(table),
        )
    )
    return [row[0] for row in rows]


def _merge_by_hand(env, kind, rows):
    cr = env.cr
    types = kind.types
    columns = ", ".join(f"{name} {sql_type}" for name, sql_type in types.items())
    cr.execute("DROP TABLE IF EXISTS bench_stage")
    cr.execute(f"CREATE TEMP TABLE bench_stage ({columns}) ON COMMIT DROP")
    text = io.StringIO("".join(_line(row, types) for row in rows))
    cr.copy_from(text, "bench_stage", columns=list(types))
    names = list(kind.values)
    cr.execute(
        MERGE.format(
            table=kind.table,
            names=", ".join(names),
            values=", ".join(kind.values.values()),
            joins=kind.joins,
            excluded=", ".join(f"EXCLUDED.{name}" for name in names),
            old=", ".join(f"t.{name}" for name in names),
        )
    )
    if "phones" in rows[0]:
        _insert_phones(cr, rows)


def _line(row, types):
    return "\t".join(str(row[name]) for name in types) + "\n"


def _insert_phones(cr, rows):
    cr.execute("DROP TABLE IF EXISTS bench_phone")
    cr.execute("CREATE TEMP TABLE bench_phone (key text, number text) ON COMMIT DROP")
    lines = (
        f"{row['source_key']}\t{number}\n" for row in rows for number in row["phones"]
    )
    cr.copy_from(io.StringIO("".join(lines)), "bench_phone", columns=("key", "number"))
    cr.execute(
        "INSERT INTO bank_client_phone (partner_id, sequence, number, kind, digits) "
        "SELECT p.id, 10, f.number, 'mobile', regexp_replace(f.number, '\\D', '', 'g') "
        "FROM bench_phone f JOIN res_partner p ON p.source_key = f.key "
        "ON CONFLICT (partner_id, digits) DO NOTHING"
    )


def _deliver(env, kind, changes, load):
    """Return the seconds of the last of these deliveries; then take all back."""
    with env.cr.savepoint(flush=False) as savepoint:
        for change in changes:
            rows = [kind.make(number, change) for number in range(ROWS)]
            seconds = timing.once(partial(load, rows))
        savepoint.rollback()
    env.invalidate_all(flush=False)
    return seconds


def _measure(env, n, make_kind, changes=(0,)):
    Bank(env, n)
    kind = make_kind(env)
    ours = _deliver(env, kind, changes, partial(_load, env[kind.model].sudo()))
    floor = _deliver(env, kind, changes, partial(_merge_by_hand, env, kind))
    return {"ours_s": ours, "floor_s": floor, "stock_s": None}


def _load(model, rows):
    report = model._upsert(rows)
    if report["refused"]:
        raise ValueError(report["refused"][0])


MEASURES = {
    f"feed_{name}{end}": partial(_measure, make_kind=kind, changes=changes)
    for name, kind in (("operations", _Operations), ("agreements", _Agreements))
    for end, changes in (("", (0,)), ("_again", (0, 0)), ("_changed", (0, 1)))
} | {"feed_clients": partial(_measure, make_kind=_Clients)}
