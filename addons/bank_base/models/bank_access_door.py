# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from collections import defaultdict

import psycopg2
from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request
from odoo.modules import module
from odoo.service.server import thread_local
from odoo.tools import SQL

from ..tools import access_notes, log_connection
from .bank_access_log import TABLE

_logger = logging.getLogger(__name__)
KEY = "bank_base.access"
RPC_PATH = "/xmlrpc/"


def is_door_open():
    """Return whether a request is being served in this thread.

    XML-RPC hides the request from the ORM and leaves the name of the method.
    """
    return bool(request) or bool(getattr(thread_local, "rpc_model_method", None))


class BankAccessDoor(models.AbstractModel):
    """Gathers what a request reads and writes it into the read log as it ends.

    The notes hang on the cursor of the request and are written when its
    transaction ends, before the answer leaves: every door (web client, export,
    report, JSON-2, XML-RPC) passes there, and no context reaches it.

    They are written by one INSERT in a transaction of its own, over a connection
    that the process keeps for it, because

    * a request may run on a read-only cursor of a replica;
    * what was read and then rolled back (a dry run, an error) was read.

    A commit fails with the log: nobody gets an answer that is not logged. After a
    rollback there is nothing left to refuse; a failure there is an error in the
    server's log.
    """

    _name = "bank.access.door"
    _description = "Read Log: Door (abstract)"

    @api.model
    def _get_notes(self):
        """Return the notes of this transaction, armed to be written at its end."""
        cr = self.env.cr
        notes = cr.postrollback.data.get(KEY)
        if notes is None:
            path = request.httprequest.path if request else RPC_PATH
            notes = cr.postrollback.data[KEY] = access_notes.AccessNotes(
                path, getattr(thread_local, "rpc_model_method", None)
            )
            cr.postrollback.add(lambda: self._write_after_rollback(notes))
            cr.postcommit.add(lambda: self._write_after_commit(notes))
        # cleared whenever the hooks run or are dropped by a savepoint rolled back
        if KEY not in cr.precommit.data:
            cr.precommit.data[KEY] = True
            cr.precommit.add(lambda: self._write_before_commit(notes))
        return notes

    @api.model
    def _is_foreign(self):
        """Return whether the server reads as somebody else than who called it."""
        acting = self.env.transaction.default_env
        return bool(acting and acting.uid and acting.uid != self.env.uid)

    @api.model
    def _note_records(self, model, ids):
        if ids and not self._is_foreign():
            self._get_notes().add_records(model, ids)

    @api.model
    def _note_search(self, model, domain):
        domain = Domain(domain)
        names = {leaf.field_expr for leaf in domain.iter_conditions()}
        # ids alone tell nothing that the caller did not know
        if names - {"id"} and not self._is_foreign():
            self._get_notes().add_search(model, domain)

    @api.model
    def _note_grouping(self, model):
        if not self._is_foreign():
            self._get_notes().models[model].grouped = True

    def _write_before_commit(self, notes):
        """Write the notes or let the request fail."""
        rows = self._prepare_rows(notes)
        if not rows:
            return
        cr = self.env.cr
        if cr.readonly:
            # nothing is lost by it, and a replica does not wait for the primary
            cr.rollback()
        try:
            self._insert_apart(rows)
        except psycopg2.Error:
            _logger.exception("The read log cannot be written")
            raise UserError(
                self.env._(
                    "What you asked for cannot be noted in the read log, so it is not "
                    "shown. Try again; if it stays so, call the administrator."
                )
            )

    def _write_after_commit(self, notes):
        """Write what was read within a savepoint that was rolled back.

        Such a savepoint drops the hooks that wait for the commit, ours among them.
        """
        if notes.models:
            self._write_before_commit(notes)

    def _write_after_rollback(self, notes):
        """Write what was read by a request that changed nothing in the end."""
        if not notes.models:
            return
        try:
            with self.env.registry.cursor() as cr:
                rows = self.with_env(self.env(cr=cr))._prepare_rows(notes)
            self._insert_apart(rows)
        except Exception:
            # the answer is an error already; raising here would leak the connection
            _logger.exception("The read log of a failed request cannot be written")

    def _insert_apart(self, rows):
        """Insert rows in a transaction of their own, with a partition if need be."""
        try:
            self._insert_once(rows)
        except errors.CheckViolation:
            # no partition for this month: the scheduler has not run for long
            with self.env.registry.cursor() as cr:
                self.env(cr=cr)["bank.access.log"]._ensure_partitions()
            self._insert_once(rows)

    def _insert_once(self, rows):
        if module.current_test:
            # a test undoes what it has done: all in its one transaction
            with self.env.registry.cursor() as cr:
                self.env(cr=cr)["bank.access.log"]._insert(rows)
        else:
            query = self.env["bank.access.log"]._get_insert_query(TABLE, rows)
            log_connection.execute(self.env.cr.dbname, query.code, query.params)

    def _prepare_rows(self, notes):
        """Take the notes; return the rows of the log for them."""
        taken = self._follow_pointers(notes.take())
        if not taken:
            return []
        clients = self._read_clients(
            {name: list(model_notes.ids) for name, model_notes in taken.items()}
        )
        common = {
            "date": fields.Datetime.to_string(fields.Datetime.now()),
            "user_id": self.env.uid,
            # his own company: the one he works in is his word only
            "company_id": clients["res.users"].get(self.env.uid, (None,))[0],
            "door": notes.door,
            "method": notes.method or None,
        }
        return [
            {**common, **values}
            for name, model_notes in taken.items()
            for values in self._prepare_model_rows(
                name, model_notes, clients.get(name, {})
            )
        ]

    def _follow_pointers(self, taken):
        """Replace messages, files and tasks by the documents that they belong to."""
        models_ = {
            name: taken.pop(name)
            for name in list(taken)
            if self.env[name]._access_log_pointer
        }
        if not models_:
            return taken
        logged = self.env["bank.access.log"]._get_logged_models()
        selects = [
            self._get_pointer_query(self.env[name], list(notes.ids), logged)
            for name, notes in models_.items()
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

    def _read_clients(self, model_ids):
        """Return ``{model: {id: (client id or None, holds clients' data)}}``.

        One query, which brings the user's own company under ``res.users``. A record that is not found (deleted, or made by a transaction
        that is rolled back) is absent and is logged without its client.
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
        company = SQL(
            "SELECT 'res.users', u.id, u.company_id, TRUE FROM res_users u "
            "WHERE u.id = %s",
            self.env.uid,
        )
        rows = self.env.execute_query(SQL(" UNION ALL ").join([*selects, company]))
        result = defaultdict(dict)
        for name, id_, client_id, is_client in rows:
            result[name][id_] = (client_id, is_client)
        return result

    def _prepare_model_rows(self, name, notes, clients):
        """Return the values of the rows for one model, ids in parts."""
        ids = [id_ for id_ in notes.ids if clients.get(id_, (None, True))[1]]
        if notes.ids and not ids:
            return []
        names, hashes = self._describe_searches(notes.searches)
        return [
            {
                "act": notes.get_act(),
                "res_model": name,
                "record_count": len(ids),
                "res_ids": access_notes.to_array(part),
                "client_ids": access_notes.to_array(
                    sorted(self._list_clients(name, part, clients))
                ),
                "search_fields": names or None,
                "search_hash": hashes or None,
            }
            for part in access_notes.split_ids(ids)
        ]

    def _list_clients(self, name, ids, clients):
        """Return the ids of all clients whose data these rows are."""
        found = {clients[id_][0] for id_ in ids if id_ in clients}
        more = self.env[name].browse(ids)._get_access_log_more_clients()
        return (found | more) - {None}

    def _describe_searches(self, domains):
        """Return the fields that were searched by and keyed hashes of the searches.

        A search may hold a name: its text is not kept, equal ones are recognised.
        """
        key = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        names = {
            leaf.field_expr for domain in domains for leaf in domain.iter_conditions()
        }
        hashes = {access_notes.hash_search(key, repr(domain)): 0 for domain in domains}
        return ", ".join(sorted(names)), " ".join(hashes)
