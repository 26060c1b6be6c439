# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables partitioned by month: the partition is made beside and then attached, so
that nobody who writes into the table waits for it."""

from datetime import date

from odoo.tools import SQL


def next_month(day):
    """Return the first day of the month after that of ``day``.

    >>> next_month(date(2026, 12, 31))
    datetime.date(2027, 1, 1)
    """
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def add_months(day, count):
    """Return the first day of the month ``count`` months from that of ``day``.

    >>> add_months(date(2026, 3, 31), -15)
    datetime.date(2024, 12, 1)
    """
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def get_name(table, day):
    """Return the name of the partition of the month of ``day``.

    >>> get_name("log", date(2026, 3, 31))
    'log_2026_03'
    """
    return f"{table}_{day:%Y_%m}"


def ensure_month(cr, table, day, protect):
    """Make the partition of the month of ``day`` unless it is there.

    :param protect: called with cursor and name of the new table
    """
    name = get_name(table, day)
    # two who need it at once: the second waits and then finds it
    cr.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [table])
    cr.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
    if cr.fetchone()[0]:
        return False
    names = {"name": SQL.identifier(name), "parent": SQL.identifier(table)}
    cr.execute(
        SQL("CREATE TABLE %(name)s (LIKE %(parent)s INCLUDING DEFAULTS)", **names)
    )
    cr.execute(
        SQL(
            "ALTER TABLE %(parent)s ATTACH PARTITION %(name)s "
            "FOR VALUES FROM (%(first)s) TO (%(last)s)",
            **names,
            first=day.replace(day=1),
            last=next_month(day),
        )
    )
    protect(cr, name)
    return True


def list_months(cr, table):
    """Return ``[(first day of the month, name of the partition)]``, oldest first."""
    cr.execute(
        """
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = to_regclass(%s) ORDER BY 1
        """,
        [table],
    )
    names = [name for (name,) in cr.fetchall()]
    return [(date(int(name[-7:-3]), int(name[-2:]), 1), name) for name in names]


def drop_month(cr, name):
    """Drop one partition with its rows."""
    cr.execute(SQL("DROP TABLE %s", SQL.identifier(name)))
