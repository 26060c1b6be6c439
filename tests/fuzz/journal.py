# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an attempt has changed in the database, and how it is taken back.

Triggers note every row that is inserted, changed or deleted, whoever does it and with
whatever right. A judge reads the rows; afterwards they are undone in the reverse order, so
that every attempt meets the same world and one that succeeds hides no other.
"""

from dataclasses import dataclass

from psycopg2 import sql
from psycopg2.extras import Json

TABLE = "fuzz_journal"
# of the server and not of the bank: sessions, presence, logs, counters of caches
UNNOTED = (
    TABLE,
    "bus_bus",
    "bus_presence",
    "ir_logging",
    "ir_profile",
    "mail_presence",
    "res_device_log",
    "res_users_log",
)
INSTALL = f"""
CREATE UNLOGGED TABLE {TABLE} (
    id bigserial PRIMARY KEY, name text, act char, earlier jsonb, later jsonb
);
CREATE FUNCTION {TABLE}_note() RETURNS trigger AS $$
BEGIN
    INSERT INTO {TABLE} (name, act, earlier, later) VALUES (
        TG_TABLE_NAME, left(TG_OP, 1),
        CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END,
        CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END
    );
    RETURN NULL;
END $$ LANGUAGE plpgsql
"""
# a setting of the session that undoes: cheaper than a trigger that is switched off
UNDOING = "fuzz.undoing"
TRIGGER = (
    "CREATE TRIGGER zz_fuzz AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW "
    f"WHEN (current_setting('{UNDOING}', true) IS DISTINCT FROM 'on') "
    f"EXECUTE FUNCTION {TABLE}_note()"
)
TABLES = """
SELECT relation.relname
  FROM pg_class AS relation
  JOIN pg_namespace AS space ON space.oid = relation.relnamespace
 WHERE space.nspname = 'public' AND relation.relkind = 'r' AND NOT relation.relispartition
   AND relation.relname <> ALL(%s)
"""
FOREIGN_KEYS = """
SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass
"""


@dataclass(frozen=True)
class Change:
    """One row: ``act`` is I, U or D; ``earlier`` and ``later`` are its columns."""

    table: str
    act: str
    earlier: dict | None
    later: dict | None

    @property
    def id(self):
        return (self.later or self.earlier).get("id")

    @property
    def columns(self):
        """Return the names of the columns whose values are other than before."""
        earlier, later = self.earlier or {}, self.later or {}
        names = earlier.keys() | later.keys()
        return {name for name in names if earlier.get(name) != later.get(name)}

    def __str__(self):
        word = {"I": "inserted", "U": "changed", "D": "deleted"}[self.act]
        columns = f" {sorted(self.columns)}" if self.act == "U" else ""
        return f"{word} {self.table}({self.id}){columns}"


class Journal:
    """The triggers of one database, over a connection of its own."""

    def __init__(self, connection):
        self.connection = connection
        self.cursor = connection.cursor()
        self._guarded = set()
        self._loose = set()
        # rows up to here are dealt with: deleting them would leave dead ones to walk over
        self._done = 0

    def install(self):
        self.cursor.execute(INSTALL)
        self.cursor.execute(TABLES, [list(UNNOTED)])
        for (name,) in self.cursor.fetchall():
            self.cursor.execute(sql.SQL(TRIGGER).format(sql.Identifier(name)))
        self.cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgname NOT LIKE 'zz_fuzz'"
        )
        self._guarded = {name for (name,) in self.cursor.fetchall()}

    def read(self):
        """Return what has been changed since the last call of :meth:`undo`."""
        self.cursor.execute(
            f"SELECT id, name, act, earlier, later FROM {TABLE} WHERE id > %s "
            "ORDER BY id",
            [self._done],
        )
        rows = self.cursor.fetchall()
        changes = [Change(*row) for _id, *row in rows]
        found = [change for change in changes if change.act != "U" or change.columns]
        if rows and not found:
            self._done = rows[-1][0]
        return found

    def undo(self, changes):
        """Put the database back to what it was before these changes."""
        tables = {change.table for change in changes}
        self._loosen({change.table for change in changes if change.act == "D"})
        self._execute(
            f"BEGIN; SET LOCAL {UNDOING} = 'on'; SET CONSTRAINTS ALL DEFERRED"
        )
        try:
            for table in tables & self._guarded:
                self._switch(table, "DISABLE")
            for change in reversed(changes):
                self._undo_one(change)
            self._execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables & self._guarded:
                self._switch(table, "ENABLE")
            self._execute("COMMIT")
        except BaseException:
            self._execute("ROLLBACK")
            raise
        self._tell_caches(tables)
        self._forget()

    def _forget(self):
        """Take everything that is noted for dealt with."""
        self._execute(f"SELECT max(id) FROM {TABLE}")
        self._done = self.cursor.fetchone()[0] or 0

    def _execute(self, text, *params):
        self.cursor.execute(text, params or None)

    def _loosen(self, tables):
        """Rows that went with their parent are noted after it, and come back before it."""
        for table in tables - self._loose:
            self._loose.add(table)
            self.cursor.execute(FOREIGN_KEYS, [table])
            for (name,) in self.cursor.fetchall():
                text = sql.SQL("ALTER TABLE {} ALTER CONSTRAINT {} DEFERRABLE")
                names = map(sql.Identifier, (table, name))
                self.cursor.execute(text.format(*names))

    def _switch(self, table, word):
        """Its own triggers would refuse that a row of a log goes again."""
        text = sql.SQL(f"ALTER TABLE {{}} {word} TRIGGER USER")
        self.cursor.execute(text.format(sql.Identifier(table)))

    def _undo_one(self, change):
        if change.table.startswith("orm_signaling_"):
            return
        table = sql.Identifier(change.table)
        if change.act == "D":
            text = "INSERT INTO {0} SELECT * FROM jsonb_populate_record(NULL::{0}, %s)"
            self.cursor.execute(sql.SQL(text).format(table), [Json(change.earlier)])
            return
        where, params = self._find(change.later)
        if change.act == "I":
            text = sql.SQL("DELETE FROM {} AS t WHERE ").format(table) + where
            self.cursor.execute(text, params)
            return
        names = sql.SQL(", ").join(map(sql.Identifier, sorted(change.columns)))
        text = (
            sql.SQL(
                "UPDATE {0} AS t SET ({1}) = "
                "(SELECT {1} FROM jsonb_populate_record(NULL::{0}, %s)) WHERE "
            ).format(table, names)
            + where
        )
        self.cursor.execute(text, [Json(change.earlier), *params])

    def _find(self, row):
        """Return the condition that finds a row; one without an id by all it has."""
        if row.get("id") is not None:
            return sql.SQL("t.id = %s"), [row["id"]]
        return sql.SQL("to_jsonb(t) = %s"), [Json(row)]

    def _tell_caches(self, tables):
        """The server keeps some tables in memory: it has to read them anew."""
        for table in tables:
            if table.startswith("orm_signaling_"):
                text = sql.SQL("INSERT INTO {} DEFAULT VALUES")
                self.cursor.execute(text.format(sql.Identifier(table)))
