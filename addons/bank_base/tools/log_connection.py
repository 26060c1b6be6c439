# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Connections of this process that write logs: a statement is a transaction.

A cursor of the pool takes five round trips for one statement (two resets, begin, the
statement, commit); these take one. They hold no state and are opened anew when they
are lost.

``send`` does not wait for the answer: whoever sends goes on with his work and asks for
it by ``Sent.wait``. Nobody waits for a connection that somebody else holds in between:
who has locked a row could wait for a log whose holder waits for the row.
"""

import os
import select
import threading

import psycopg2
from psycopg2 import extensions

from odoo import sql_db

# of this process, beside the one of `execute`; a worker serves one request at a time
MOST_SENDING = 4
LOST = (psycopg2.InterfaceError, psycopg2.OperationalError)
MASKS = {
    extensions.POLL_READ: select.POLLIN,
    extensions.POLL_WRITE: select.POLLOUT,
}

_lock = threading.Lock()
_connections = {}
_idle = {}
_sending = {}


def execute(dbname, query, params):
    """Run one statement and commit it, on the primary database.

    A connection that was lost (the server was restarted, the database dropped and
    made anew) is opened again once; any other error is the caller's.
    """
    with _lock:
        # a child of a fork must not use the connection of its parent
        key = (os.getpid(), dbname)
        try:
            _run(_get(key), query, params)
        except LOST:
            _connections.pop(key, None)
            _run(_get(key), query, params)


def _get(key):
    connection = _connections.get(key)
    if connection is None or connection.closed:
        connection = _connections[key] = _connect(key[1])
        connection.autocommit = True
    return connection


def _connect(dbname, **options):
    _name, info = sql_db.connection_info_for(dbname)
    return psycopg2.connect(**info, **options)


def _run(connection, query, params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)


class Sent:
    """A statement on its way, to be waited for once."""

    def __init__(self, key, cursor, query, params):
        self.key = key
        # the answer comes to the cursor, which the driver itself does not keep
        self.cursor = cursor
        self.query = query
        self.params = params

    def wait(self):
        """Return when the statement is committed, or raise its error.

        Where the connection was lost it is sent once more.
        """
        connection = self.cursor.connection
        try:
            _poll(connection)
        except LOST:
            connection.close()
            execute(self.key[1], self.query, self.params)
        except psycopg2.Error:
            # it has answered, and is as good as before
            raise
        except BaseException:
            # a thread that is stopped in the middle: its answer is still to come
            connection.close()
            raise
        finally:
            _release(self.key, connection)


def send(dbname, query, params):
    """Send one statement and return a :class:`Sent`, or None: no connection is free."""
    key = (os.getpid(), dbname)
    connection = _borrow(key)
    if connection is None:
        return None
    cursor = connection.cursor()
    try:
        cursor.execute(query, params)
    except BaseException:
        connection.close()
        _release(key, connection)
        raise
    return Sent(key, cursor, query, params)


def _borrow(key):
    """Return an idle connection or a new one; None where all are out or it fails."""
    with _lock:
        if _sending.get(key, 0) >= MOST_SENDING:
            return None
        _sending[key] = _sending.get(key, 0) + 1
        idle = _idle.setdefault(key, [])
        while idle:
            connection = idle.pop()
            if not connection.closed:
                return connection
    try:
        connection = _connect(key[1], async_=True)
        _poll(connection)
    except psycopg2.Error:
        # whoever cannot send will write by `execute` and tell what is wrong
        _release(key, None)
        return None
    return connection


def _release(key, connection):
    with _lock:
        _sending[key] -= 1
        if connection is not None and not connection.closed:
            _idle[key].append(connection)


def _poll(connection):
    """Wait until a connection has done what it was asked for; raise its error."""
    while (state := connection.poll()) != extensions.POLL_OK:
        poller = select.poll()
        poller.register(connection.fileno(), MASKS[state])
        poller.poll()
