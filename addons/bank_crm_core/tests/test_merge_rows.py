# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress

import psycopg2

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import BankCoreCommon

DEEPEST = 4
# values by which a made row falls under the condition of its unique index
HINTS = {
    "bank_act_request": {"is_open": True},
    "bank_approval": {"state": "pending"},
    "crm_lead": {"active": True, "won_status": "pending"},
    "bank_team_member": {"is_single": True, "is_ended": False},
    "bank_life_event": {"is_unique": True},
    "bank_loan_review": {"state": "draft", "approval_state": "none"},
    "bank_identity_document": {"active": True, "number_hash": "x"},
}
PLAIN = {
    "boolean": False,
    "integer": 1,
    "bigint": 1,
    "numeric": 1,
    "double precision": 1.0,
    "date": "2026-01-01",
    "timestamp without time zone": "2026-01-01 00:00:00",
    "jsonb": "{}",
}


@tagged("post_install", "-at_install")
class TestMergeRows(BankCoreCommon):
    """A clashing row under every unique constraint that holds a partner (ASK-13).

    Stock deletes such rows (odoo/odoo #179130). The constraints are those of the
    database, of whatever addon; the rows are made for them, with their parents.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", cls.region
        )
        cls.survivor = cls._create_client("Лаптева Вера")
        cls.other = cls._create_client("Лаптева Вера Петровна")

    def _find_unique(self):
        """Return ``[(table, column, columns of the index, {column: model})]``.

        Of links by foreign key and of links by model and id that the merge moves.
        """
        merges = self.env["bank.client.merge"]
        links = [(*key, {}) for key in merges._find_foreign_keys()]
        links += [
            (table, column, {model: "res.partner"})
            for table, column, model in merges._find_pointers()
        ]
        indexes = self._read_unique_indexes()
        return [
            (table, column, columns, fixed)
            for table, column, fixed in links
            for columns in indexes.get(table, ())
            if column in columns and table != "res_partner"
        ]

    def _read_unique_indexes(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.relname, ARRAY(
                           SELECT k.attname::text FROM pg_attribute k
                            WHERE k.attrelid = t.oid AND k.attnum = ANY(i.indkey))
                  FROM pg_index i
                  JOIN pg_class t ON t.oid = i.indrelid AND NOT t.relispartition
                 WHERE i.indisunique AND t.relnamespace = current_schema::regnamespace
                """
            )
        )
        found = {}
        for table, columns in rows:
            found.setdefault(table, []).append(columns)
        return found

    def _read_shape(self, table):
        """Return ``{column: (type, is required, table it points to)}``."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.attname, format_type(a.atttypid, NULL),
                       a.attnotnull AND NOT a.atthasdef AND a.attidentity = '',
                       f.confrelid::regclass::text
                  FROM pg_attribute a
                  LEFT JOIN pg_constraint f ON f.conrelid = a.attrelid
                   AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
                 WHERE a.attrelid = %s::regclass AND a.attnum > 0
                   AND NOT a.attisdropped AND a.attgenerated = ''
                """,
                table,
            )
        )
        return {name: tuple(rest) for name, *rest in rows}

    def _make_row(self, table, given, needed=(), depth=0):
        """Insert a row with what its table wants; return its id where it has one."""
        shape = self._read_shape(table)
        hints = {
            name: value for name, value in HINTS.get(table, {}).items() if name in shape
        }
        values = {**hints, **given}
        for name, (kind, is_required, target) in shape.items():
            if name in values or not (is_required or name in needed):
                continue
            values[name] = self._make_value(kind, target, depth)
        row = SQL("DEFAULT VALUES")
        if values:
            names = SQL(", ").join(map(SQL.identifier, values))
            row = SQL("(%s) VALUES %s", names, tuple(values.values()))
        returned = SQL("id" if "id" in shape else "NULL")
        query = SQL(
            "INSERT INTO %s %s RETURNING %s", SQL.identifier(table), row, returned
        )
        return self.env.execute_query(query)[0][0]

    def _make_value(self, kind, target, depth):
        if target:
            query = SQL("SELECT min(id) FROM %s", SQL.identifier(target))
            found = self.env.execute_query(query)[0][0]
            if found or depth == DEEPEST:
                return found
            return self._make_row(target, {}, depth=depth + 1)
        return PLAIN.get(kind, "x")

    def _make_clash(self, table, column, columns, fixed):
        """Give both cards a row that is the same otherwise."""
        needed = {*columns} - {column, *fixed}
        shared = {
            name: self._make_value(kind, target, 0)
            for name, (kind, _is_required, target) in self._read_shape(table).items()
            if name in needed and name not in HINTS.get(table, {})
        } | fixed
        for card in (self.survivor, self.other):
            # another constraint of the table may have brought the same row
            with (
                mute_logger("odoo.sql_db"),
                suppress(psycopg2.errors.UniqueViolation),
                self.env.cr.savepoint(),
            ):
                self._make_row(table, {**shared, column: card.id})
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(
                psycopg2.errors.UniqueViolation, msg=f"{table}: no clash"
            ),
            self.env.cr.savepoint(),
        ):
            self._make_row(table, {**shared, column: self.survivor.id})

    def _read_rows(self, table, column):
        query = SQL(
            "SELECT count(*) FROM %s WHERE %s = ANY(%s)",
            SQL.identifier(table),
            SQL.identifier(column),
            [self.survivor.id, self.other.id],
        )
        return self.env.execute_query(query)[0][0]

    def test_no_clashing_row_is_lost(self):
        """Every constraint is asked; one under which no row can be made fails."""
        unique = self._find_unique()
        self.assertGreater(len(unique), 15)
        self._drop_checks({row[0] for row in unique})
        for row in unique:
            with self.subTest(table=row[0], column=row[1]):
                self._make_clash(*row)
        before = {row[:2]: self._read_rows(*row[:2]) for row in unique}
        self.env.invalidate_all()
        merge = self._merge()
        after = {row[:2]: self._read_rows(*row[:2]) for row in unique}
        # the merge itself follows and tells
        told = ("mail_followers", "mail_message", "mail_notification", "mail_mail")
        for key, count in before.items():
            with self.subTest(column=key):
                self.assertGreaterEqual(after[key], count)
                if not key[0].startswith(told):
                    self.assertEqual(after[key], count)
        kept = {(row.table_name, row.column_name) for row in self._read_kept(merge)}
        self.assertEqual(kept & {*before}, {*before})

    def _drop_checks(self, tables):
        """What a made row looks like is not what is tried here; taken back after."""
        query = SQL(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE contype = 'c' AND (conrelid = ANY(%(tables)s::regclass[]) "
            "OR conrelid IN (SELECT f.confrelid FROM pg_constraint f WHERE "
            "f.contype = 'f' AND f.conrelid = ANY(%(tables)s::regclass[])))",
            tables=list(tables),
        )
        for table, name in self.env.execute_query(query):
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s DROP CONSTRAINT %s",
                    SQL.identifier(table),
                    SQL.identifier(name),
                )
            )

    def _read_kept(self, merge):
        moves = self.env["bank.client.merge.move"].sudo()
        return moves.search([("merge_id", "=", merge.id), ("state", "=", "kept")])

    def _merge(self):
        cards = (self.survivor + self.other).with_user(self.steward)
        merges = self.env["bank.client.merge"].with_user(self.steward)
        merge = merges._create_draft(cards, self.survivor)
        merge.action_merge()
        return merge
