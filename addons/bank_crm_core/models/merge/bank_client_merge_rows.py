# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2
import psycopg2.errors
import psycopg2.extras

from odoo import api, models
from odoo.tools import SQL, mute_logger
from odoo.tools.sql import table_columns

_CHUNK = 1_000


class BankClientMerge(models.Model):
    """Moving the rows that point to the merged cards, and moving them back.

    Every column of the database that points to a partner is asked, whichever addon it
    belongs to. Stock deletes a row that hits a unique constraint (odoo/odoo #179130);
    here it stays with the archived card and is listed.
    """

    _inherit = "bank.client.merge"

    @api.model
    def _get_unmoved_tables(self):
        """Hook: tables whose rows tell of the cards themselves."""
        return {
            "bank_client_merge",
            "bank_client_merge_field",
            "bank_client_merge_move",
            "bank_client_merge_partner_rel",
            "bank_duplicate_pair",
            "ir_model_data",
        }

    @api.model
    def _get_unmoved_columns(self):
        """Hook: columns that say what a card is, or are computed from such."""
        return {
            ("res_partner", "merged_into_id"),
            ("res_partner", "commercial_partner_id"),
        }

    # What points to a partner

    def _find_foreign_keys(self):
        """Return ``[(table, column)]`` of all foreign keys to partners."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.relname, a.attname
                  FROM pg_constraint c
                  JOIN pg_class t ON t.oid = c.conrelid
                  JOIN pg_attribute a
                    ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = 'res_partner'::regclass
                   AND array_length(c.conkey, 1) = 1 AND NOT t.relispartition
                   AND t.relnamespace = current_schema::regnamespace
                 ORDER BY t.relname, a.attname
                """
            )
        )
        tables, columns = self._get_unmoved_tables(), self._get_unmoved_columns()
        return [row for row in rows if row[0] not in tables and row not in columns]

    def _find_pointers(self):
        """Return ``[(table, column, model column)]`` of links by model and id."""
        found = []
        for model in self.env.values():
            if model._abstract or not model._auto or model._transient:
                continue
            if model._table in self._get_unmoved_tables() or _is_append_only(model):
                continue
            found += [
                (model._table, field.name, field.model_field)
                for field in model._fields.values()
                if field.type == "many2one_reference"
                and field.store
                and model._fields[field.model_field].store
            ]
        return sorted(set(found))

    def _find_references(self):
        """Return ``[(table, column)]`` of columns that hold ``res.partner,7``."""
        return sorted(
            {
                (model._table, field.name)
                for model in self.env.values()
                if model._auto
                and not model._abstract
                and not model._transient
                and not _is_append_only(model)
                for field in model._fields.values()
                if field.type == "reference" and field.store
            }
        )

    # There

    def _move_rows(self, others, survivor):
        self.env.flush_all()
        new, old = SQL("%s", survivor.id), others.ids
        for table, column in self._find_foreign_keys():
            self._move_column(table, column, old, new, SQL("TRUE"))
        for table, column, model_column in self._find_pointers():
            condition = SQL("t.%s = 'res.partner'", SQL.identifier(model_column))
            self._move_column(table, column, old, new, condition)
        texts = [f"res.partner,{card_id}" for card_id in old]
        for table, column in self._find_references():
            new_text = SQL("%s", f"res.partner,{survivor.id}")
            self._move_column(table, column, texts, new_text, SQL("TRUE"))
        self._refresh_dependents("moved")

    def _move_column(self, table, column, old, new, condition):
        """Move what can be moved at once; halve the set where the database refuses."""
        names = self._get_names(table, column)
        query = SQL(
            "SELECT t.ctid::text, %(key)s, t.%(column)s::text FROM %(table)s t "
            "WHERE t.%(column)s = ANY(%(old)s) AND %(condition)s FOR UPDATE",
            **names,
            old=old,
            condition=condition,
        )
        rows = self.env.execute_query(query)
        journal = []
        for start in range(0, len(rows), _CHUNK):
            self._move_some(names, new, rows[start : start + _CHUNK], journal)
        self._write_journal(table, column, journal)

    def _get_names(self, table, column):
        """Return identifiers, and the expression by which a row is found again."""
        has_id = "id" in table_columns(self.env.cr, table)
        key = SQL("jsonb_build_object('id', t.id)")
        if not has_id:
            key = SQL("to_jsonb(t) - %s::text", column)
        return {
            "table": SQL.identifier(table),
            "column": SQL.identifier(column),
            "key": key,
        }

    def _move_some(self, names, new, rows, journal):
        if not rows:
            return
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL(
                        "UPDATE %(table)s t SET %(column)s = %(new)s "
                        "WHERE t.ctid = ANY(%(rows)s::tid[])",
                        table=names["table"],
                        column=names["column"],
                        new=new,
                        rows=[row[0] for row in rows],
                    )
                )
        except (psycopg2.IntegrityError, psycopg2.errors.RaiseException):
            if len(rows) > 1:
                middle = len(rows) // 2
                self._move_some(names, new, rows[:middle], journal)
                self._move_some(names, new, rows[middle:], journal)
                return
            journal.append((rows[0], "kept"))
            return
        journal += [(row, "moved") for row in rows]

    def _write_journal(self, table, column, journal):
        if not journal:
            return
        values = [
            (self.id, table, column, psycopg2.extras.Json(key), old, state)
            for (_ctid, key, old), state in journal
        ]
        self.env.cr.execute_values(
            "INSERT INTO bank_client_merge_move (merge_id, table_name, column_name, "
            "row_key, old_value, state) VALUES %s",
            values,
            page_size=1000,
        )

    def _count_moves(self):
        self.env["bank.client.merge.move"].invalidate_model()
        groups = self.env["bank.client.merge.move"]._read_group(
            [("merge_id", "=", self.id)], ["state"], ["__count"]
        )
        return {"moved": 0, "kept": 0, "left": 0, "restored": 0, **dict(groups)}

    # And back

    def _restore_rows(self):
        """Move back what still points where it was put; the rest is listed as left."""
        self.env.flush_all()
        groups = self.env.execute_query(
            SQL(
                "SELECT DISTINCT table_name, column_name FROM bank_client_merge_move "
                "WHERE merge_id = %s AND state = 'moved' ORDER BY 1, 2",
                self.id,
            )
        )
        for table, column in groups:
            if column in table_columns(self.env.cr, table):
                self._restore_column(table, column)
        self.env.cr.execute(
            SQL(
                "UPDATE bank_client_merge_move SET state = 'left' "
                "WHERE merge_id = %s AND state = 'moved'",
                self.id,
            )
        )
        self._refresh_dependents("restored")

    def _restore_column(self, table, column):
        names, kind = self._get_names(table, column), self._get_type(table, column)
        value = self.partner_id.id
        if not kind.startswith("int"):
            value = f"res.partner,{value}"
        rows = self.env.execute_query(
            SQL(
                "SELECT m.id, t.ctid::text, m.old_value FROM bank_client_merge_move m "
                "JOIN %(table)s t ON %(key)s = m.row_key AND t.%(column)s = %(value)s "
                "WHERE m.merge_id = %(merge)s AND m.state = 'moved' "
                "AND m.table_name = %(table_name)s AND m.column_name = %(column_name)s",
                **names,
                value=value,
                merge=self.id,
                table_name=table,
                column_name=column,
            )
        )
        done = [row[0] for row in rows if self._restore_row(names, kind, row)]
        self.env.cr.execute(
            SQL(
                "UPDATE bank_client_merge_move SET state = 'restored' WHERE id = ANY(%s)",
                done,
            )
        )

    def _get_type(self, table, column):
        query = SQL(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attname = %s",
            table,
            column,
        )
        return self.env.execute_query(query)[0][0]

    def _restore_row(self, names, kind, row):
        _move_id, ctid, old = row
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s t SET %s = %s WHERE t.ctid = %s::tid",
                        names["table"],
                        names["column"],
                        int(old) if kind.startswith("int") else old,
                        ctid,
                    )
                )
        except (psycopg2.IntegrityError, psycopg2.errors.RaiseException):
            return False
        return True

    def _refresh_dependents(self, state):
        """Recompute what the ORM derives from the moved columns."""
        self.env.invalidate_all(flush=False)
        rows = self.env.execute_query(
            SQL(
                "SELECT table_name, column_name, array_agg((row_key->>'id')::integer) "
                "FROM bank_client_merge_move WHERE merge_id = %s AND state = %s "
                "AND row_key ? 'id' GROUP BY 1, 2",
                self.id,
                state,
            )
        )
        models_by_table = {
            model._table: model
            for model in self.env.values()
            if model._auto and not model._abstract
        }
        for table, column, ids in rows:
            model = models_by_table.get(table)
            if model is not None and column in model._fields:
                model.browse(ids).exists().modified([column])
        self.env.flush_all()
        self.env.invalidate_all()


def _is_append_only(model):
    """Logs are never rewritten; they name the archived card, which is still there."""
    return hasattr(model, "_refuse_change")
