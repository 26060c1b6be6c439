# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import fields, models, tools
from odoo.tools import SQL

from ..tools import access_notes
from .bank_access_log import TABLE

NAMES = (
    "date",
    "user_id",
    "company_id",
    "door",
    "method",
    "act",
    "res_model",
    "search_fields",
    "search_hash",
    "record_count",
    "res_ids",
    "client_ids",
)
INSERT = f"INSERT INTO {TABLE} ({', '.join(NAMES)}) "
# what every row has; his own company: the one he works in is his word only
ROW = (
    "SELECT %s::timestamp, %s, (SELECT company_id FROM res_users WHERE id = %s), "
    "%s, %s, %s, %s, %s, %s"
)
# records of one model, in parts of so many as one row of the log holds
PARTS = """
  FROM (
SELECT sum(count(*)) OVER () AS total,
       array_agg(d.id ORDER BY d.place) AS ids,
       ARRAY(
           SELECT DISTINCT c FROM unnest(%s) c WHERE c IS NOT NULL ORDER BY c
       ) AS clients
  FROM (
       SELECT a.id, %s AS client, %s AS other,
              row_number() OVER (ORDER BY a.place) - 1 AS place
         FROM unnest(%s::int[]) WITH ORDINALITY a (id, place)
         LEFT JOIN %s t ON t.id = a.id
        WHERE t.id IS NULL OR %s
  ) d
 GROUP BY d.place / %s
  ) part
"""
# stands for the ids of one request in a query that is composed once
IDS = object()


class BankAccessDoor(models.AbstractModel):
    """The rows of the log, made of the notes by the database in one statement.

    Whose data it was is asked where the row is written: a statement that finds it out
    and inserts needs no answer in between.
    """

    _inherit = "bank.access.door"

    def _prepare_insert(self, notes):
        """Return the statement that writes the notes, or None: there are none.

        Whose data they are is read by whoever runs it: only what is committed.
        """
        code, values = self._prepare_select(notes)
        return SQL(INSERT + code, *values) if code else None

    def _prepare_insert_of_own(self, notes):
        """Return the statement as this transaction, uncommitted, knows whose it is."""
        code, values = self._prepare_select(notes)
        rows = self.env.execute_query(SQL(code, *values)) if code else []
        if not rows:
            return None
        lines = [
            SQL(
                "%s",
                tuple(
                    access_notes.to_array(value) if isinstance(value, list) else value
                    for value in row
                ),
            )
            for row in rows
        ]
        return SQL(INSERT + "VALUES %s", SQL(", ").join(lines))

    def _prepare_select(self, notes):
        """Return the query of the rows for the notes and its values; "": no rows."""
        taken = self._follow_pointers(notes.models)
        shape = tuple((name, bool(noted.ids)) for name, noted in taken.items())
        uid = self.env.uid
        common = (fields.Datetime.now(), uid, uid, notes.door, notes.method or None)
        values = []
        for name, noted in taken.items():
            searches = self._describe_searches(noted.searches)
            values += (*common, noted.get_act(), name, *searches)
            if noted.ids:
                ids = access_notes.to_array(noted.ids)
                own = self._compose_row_select(name, True)[1]
                values += [ids if value is IDS else value for value in own]
        return self._compose_select(shape), values

    def _follow_pointers(self, noted):
        """Return the notes with messages, files and tasks as notes of their documents."""
        taken = defaultdict(access_notes.ModelNotes, noted)
        pointers = {
            name: taken.pop(name)
            for name in noted
            if self.env[name]._access_log_pointer
        }
        if not pointers:
            return taken
        logged = self.env["bank.access.log"]._get_logged_models()
        selects = [
            self._get_pointer_query(self.env[name], list(notes.ids), logged)
            for name, notes in pointers.items()
        ]
        for name, res_id in self.env.execute_query(SQL(" UNION ").join(selects)):
            taken[name].ids[res_id] = None
        return taken

    def _get_pointer_query(self, model, ids, logged):
        model_field, id_field = model._access_log_pointer
        return SQL(
            "SELECT %(model)s, %(res_id)s FROM %(table)s WHERE id = ANY(%(ids)s) "
            "AND %(model)s = ANY(%(logged)s) AND %(res_id)s IS NOT NULL",
            model=SQL.identifier(model_field),
            res_id=SQL.identifier(id_field),
            table=SQL.identifier(model._table),
            ids=ids,
            logged=logged,
        )

    @tools.ormcache("shape")
    def _compose_select(self, shape):
        """Return the query of the rows for models, each with or without ids.

        Composed once: that takes as long as the rest of a request's notes.
        """
        return " UNION ALL ".join(self._compose_row_select(*part)[0] for part in shape)

    @tools.ormcache("name", "has_ids")
    def _compose_row_select(self, name, has_ids):
        """Return the query of the rows for one model, its ids in parts.

        With it go the values that follow those of every row, ``IDS`` for the ids. A
        record that is not found (deleted, or made by a transaction that is rolled
        back) is logged without its client.
        """
        if not has_ids:
            return f"{ROW}, 0, '{{}}'::int[], '{{}}'::int[]", ()
        model = self.env[name]
        other = model._get_access_log_other_client("t")
        found = SQL("array_agg(d.client)")
        if other:
            found = SQL("array_agg(d.client) || array_agg(d.other)")
        query = SQL(
            PARTS,
            found,
            model._get_access_log_client("t"),
            other or SQL("NULL"),
            IDS,
            SQL.identifier(model._table),
            model._get_access_log_condition("t"),
            access_notes.MAX_IDS,
        )
        head = f"{ROW}, part.total, part.ids, part.clients"
        return head + query.code, tuple(query.params)

    def _describe_searches(self, searches):
        """Return the fields that were searched by and keyed hashes of the searches.

        A search may hold a name: its text is not kept, equal ones are recognised.
        """
        if not searches:
            return None, None
        key = self.env["ir.config_parameter"]._get_param("database.secret")
        hashes = [access_notes.hash_search(key, text) for text in searches]
        names = sorted(set().union(*searches.values()))
        return ", ".join(names), " ".join(hashes)

    def _read_clients(self, model_ids):
        """Return ``{model: {id: (client id or None, holds clients' data)}}``.

        One query. A record that is not found is absent.
        """
        selects = [
            SQL(
                "SELECT %s, t.id, %s, %s FROM %s t WHERE t.id = ANY(%s::int[])",
                name,
                self.env[name]._get_access_log_client("t"),
                self.env[name]._get_access_log_condition("t"),
                SQL.identifier(self.env[name]._table),
                access_notes.to_array(ids),
            )
            for name, ids in model_ids.items()
            if ids
        ]
        result = defaultdict(dict)
        if not selects:
            return result
        rows = self.env.execute_query(SQL(" UNION ALL ").join(selects))
        for name, id_, client_id, is_client in rows:
            result[name][id_] = (client_id, is_client)
        return result
