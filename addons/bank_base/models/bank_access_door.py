# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

import psycopg2
from psycopg2 import errors

from odoo import api, models, tools
from odoo.exceptions import UserError
from odoo.http import request
from odoo.modules import module
from odoo.service.server import thread_local

from ..tools import access_notes, log_connection

_logger = logging.getLogger(__name__)
KEY = "bank_base.access"
RPC_PATH = "/xmlrpc/"
# asks for a page of records and then reads more about them
PAGE_METHOD = "web_search_read"


def is_door_open():
    """Return whether a request is being served in this thread.

    XML-RPC hides the request from the ORM and leaves the name of the method.
    """
    return bool(request) or bool(getattr(thread_local, "rpc_model_method", None))


class BankAccessDoor(models.AbstractModel):
    """Gathers what a request reads and has it in the read log before it is answered.

    The notes hang on the cursor of the request and are written when its
    transaction ends, before the answer leaves: every door (web client, export,
    report, JSON-2, XML-RPC) passes there, and no context reaches it.

    They are written by one INSERT in a transaction of its own, over a connection
    that the process keeps for it, because

    * a request may run on a read-only cursor of a replica;
    * what was read and then rolled back (a dry run, an error) was read.

    A request that only reads sends that statement as soon as it has found its
    records and waits for it at the end: the log is written while the answer is made.

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
            told = getattr(thread_local, "rpc_model_method", None)
            notes = cr.postrollback.data[KEY] = access_notes.AccessNotes(
                path, access_notes.get_method(path, told)
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
        """Note a search by a ``Domain``."""
        names = {leaf.field_expr for leaf in domain.iter_conditions()}
        # ids alone tell nothing that the caller did not know
        if names - {"id"} and not self._is_foreign():
            self._get_notes().add_search(model, repr(domain), names)

    @api.model
    def _note_grouping(self, model):
        if not self._is_foreign():
            self._get_notes().add_grouping(model)

    # Sent while the answer is made

    @api.model
    def _send_page(self, model):
        """Send the notes of a list as soon as its page is found."""
        notes = self._get_notes()
        if notes.method == f"{model}.{PAGE_METHOD}" and not notes.sent:
            self._send(notes)

    @api.model
    def _send_file(self):
        """Send the notes of an export when the first records of its file are read."""
        notes = self.env.cr.postrollback.data.get(KEY)
        if notes and notes.is_file and not notes.told:
            self._send(notes)

    @api.model
    def _send_rest(self):
        """Send the notes of a request whose answer is to be made into text."""
        notes = self.env.cr.postrollback.data.get(KEY)
        if notes and notes.models:
            self._send(notes)

    def _send(self, notes):
        if not self._is_reading(notes) or (
            module.current_test and self.env.cr.readonly
        ):
            return
        query = self._prepare_insert(notes)
        if query and not module.current_test:
            sent = log_connection.send(self.env.cr.dbname, query.code, query.params)
            if sent is None:
                # all are out: it is written before the commit
                return
            notes.sent.append(sent)
        notes.take()
        if query and module.current_test:
            self._have_written(query)

    def _is_reading(self, notes):
        """Return whether what was called is declared to change nothing.

        Whose data it read is then what is committed, for any connection to find.
        """
        if self.env.cr.readonly or notes.is_file:
            return True
        model, _dot, name = (notes.method or "").rpartition(".")
        if model not in self.env:
            return False
        return self._is_declared_reading(model, name)

    @api.model
    @tools.ormcache("model", "name")
    def _is_declared_reading(self, model, name):
        """An override keeps the word of what it extends, as for Odoo's dispatcher."""
        methods = (vars(cls).get(name) for cls in self.env.registry[model].__mro__)
        return next((m._readonly for m in methods if hasattr(m, "_readonly")), False)

    # Written before the answer leaves

    def _write_before_commit(self, notes):
        """Write the notes or let the request fail."""
        if not notes.models:
            return
        if self._is_reading(notes):
            query = self._prepare_insert(notes)
        else:
            # whose data it is may have been changed in this transaction
            query = self._prepare_insert_of_own(notes)
        notes.take()
        if query and self.env.cr.readonly:
            # nothing is lost by it, and a replica does not wait for the primary
            self.env.cr.rollback()
        if query:
            self._have_written(query)

    def _write_after_commit(self, notes):
        """Wait for what was sent, and write what a savepoint has taken back.

        Such a savepoint drops the hooks that wait for the commit, ours among them.
        """
        while notes.sent:
            self._have_written(notes.sent.pop())
        self._write_before_commit(notes)

    def _write_after_rollback(self, notes):
        """Write what was read by a request that changed nothing in the end."""
        try:
            while notes.sent:
                self._have_written(notes.sent.pop())
            if notes.models:
                with self.env.registry.cursor() as cr:
                    query = self.with_env(self.env(cr=cr))._prepare_insert(notes)
                notes.take()
                if query:
                    self._insert_apart(query)
        except Exception:
            # the answer is an error already; raising here would leak the connection
            _logger.exception("The read log of a failed request cannot be written")

    def _have_written(self, what):
        """Have a statement, or one that was sent, in the log or refuse the answer."""
        try:
            self._insert_apart(what)
        except psycopg2.Error:
            _logger.exception("The read log cannot be written")
            raise UserError(
                self.env._(
                    "What you asked for cannot be noted in the read log, so it is not "
                    "shown. Try again; if it stays so, call the administrator."
                )
            )

    def _insert_apart(self, what):
        """Insert in a transaction of its own, with a partition if need be."""
        try:
            if isinstance(what, log_connection.Sent):
                what.wait()
            else:
                self._insert_once(what.code, what.params)
        except errors.CheckViolation:
            # no partition for this month: the scheduler has not run for long
            with self.env.registry.cursor() as cr:
                self.env(cr=cr)["bank.access.log"]._ensure_partitions()
            code = what.query if isinstance(what, log_connection.Sent) else what.code
            self._insert_once(code, what.params)

    def _insert_once(self, code, params):
        if module.current_test:
            # a test undoes what it has done: all in its one transaction
            with self.env.registry.cursor() as cr:
                cr.execute(code, params)
        else:
            log_connection.execute(self.env.cr.dbname, code, params)
