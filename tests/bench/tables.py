# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Filling tables by the million: without their indexes and foreign keys meanwhile."""

import contextlib

from odoo.tools import SQL

INDEXES = """
    SELECT c.relname, pg_get_indexdef(i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)
  ORDER BY c.relname
"""
KEYS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""


@contextlib.contextmanager
def bare(env, names):
    """Drop what slows inserting down, and make it again from its own definition.

    All in the caller's transaction: a run that breaks off leaves all as it was.
    Building an index once is several times faster than a million insertions into it,
    and a foreign key is proved by one join.
    """
    cr = env.cr
    indexes, keys = [], []
    for table in names:
        indexes += [definition for _name, definition in _read(env, INDEXES, table)]
        keys += [(table, *row) for row in _read(env, KEYS, table)]
        for name, _definition in _read(env, INDEXES, table):
            cr.execute(SQL("DROP INDEX %s", SQL.identifier(name)))
    for table, name, _definition in keys:
        cr.execute(
            SQL(
                "ALTER TABLE %s DROP CONSTRAINT %s",
                SQL.identifier(table),
                SQL.identifier(name),
            )
        )
    yield
    cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for definition in indexes:
        cr.execute(definition)
    for table, name, definition in keys:
        cr.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')


def _read(env, query, table):
    env.cr.execute(query, [table])
    return env.cr.fetchall()


def reserve(env, table, count):
    """Return the first of ``count`` ids that nobody else gets."""
    env.cr.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
    (sequence,) = env.cr.fetchone()
    env.cr.execute(
        "SELECT setval(%s, nextval(%s) + %s) - %s",
        [sequence, sequence, count, count],
    )
    return env.cr.fetchone()[0]
