# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One connection of this process that writes logs: a statement is a transaction.

A cursor of the pool takes five round trips for one statement (two resets, begin, the
statement, commit); this one takes one. It holds no state and is opened anew when it
is lost.
"""

import os
import threading

import psycopg2

from odoo import sql_db

_lock = threading.Lock()
_connections = {}


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
        except (psycopg2.InterfaceError, psycopg2.OperationalError):
            _connections.pop(key, None)
            _run(_get(key), query, params)


def _get(key):
    connection = _connections.get(key)
    if connection is None or connection.closed:
        _name, info = sql_db.connection_info_for(key[1])
        connection = _connections[key] = psycopg2.connect(**info)
        connection.autocommit = True
    return connection


def _run(connection, query, params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)
