# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the ORM puts into the columns that the generator does not vary.

A record is made through the ORM, its row is read as text and the record is taken back.
So a column that an addon adds later is filled as the ORM fills it, unnamed here.
"""

from odoo.tools import SQL

STAMPS = ("id", "source_key")


def read(env, make):
    """Return ``{column: SQL literal}`` of the row of the record that ``make`` returns."""
    with env.cr.savepoint() as savepoint:
        record = make()
        env.flush_all()
        row = read_row(env, record)
        savepoint.rollback()
    return {name: value for name, value in row.items() if name not in STAMPS}


def read_row(env, record):
    """Return ``{column: SQL literal}`` of one record as it stands in its table."""
    types = env.execute_query(
        SQL(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            record._table,
        )
    )
    literals = SQL(", ").join(
        SQL("quote_nullable(%s::text)", SQL.identifier(name)) for name, _type in types
    )
    table = SQL.identifier(record._table)
    query = SQL("SELECT %s FROM %s WHERE id = %s", literals, table, record.id)
    (row,) = env.execute_query(query)
    return {
        name: f"{value}::{column_type}"
        for (name, column_type), value in zip(types, row)
    }


def insert(env, table, constants, varied, source):
    """Insert a row for each row of ``source``, a query's FROM and further clauses.

    :param dict constants: ``{column: SQL literal}`` as :func:`read` returns them
    :param dict varied: ``{column: SQL expression}`` over ``source``; they win
    """
    values = {**constants, **varied}
    names = ", ".join(f'"{name}"' for name in values)
    env.cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} {source}"
    )
    return env.cr.rowcount
