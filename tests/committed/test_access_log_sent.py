# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The read log is sent over connections of its own while the answer is being made.

Nobody gets an answer without its row: that holds where the connection is lost on the
way, where the month has no partition, where all connections are out.
"""

import contextlib
from itertools import chain
from unittest.mock import patch
from uuid import uuid4

import psycopg2
import pytest
from freezegun import freeze_time

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules import module
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.bank_base.tools import log_connection

TABLE = "bank_access_log_row"
METHOD = "res.partner.web_search_read"


class Reader:
    """A request that has read partners, from its first note to its end."""

    def __init__(self):
        self.registry = Registry(get_db_name())
        # rows of an earlier run stay: they are never deleted
        self.run = uuid4().hex[:8]

    @contextlib.contextmanager
    def read(self, name):
        """Yield the door and its notes; end the transaction as a request does."""
        with self.registry.cursor() as cr:
            door = api.Environment(cr, SUPERUSER_ID, {})["bank.access.door"]
            notes = door._get_notes()
            notes.method = METHOD
            notes.add_search("res.partner", name, {f"{name} {self.run}"})
            yield door, notes

    def query(self, text, *params):
        with self.registry.cursor() as cr:
            cr.execute(text, params)
            return cr.fetchall()

    def count(self, name):
        query = f"SELECT count(*) FROM {TABLE} WHERE search_fields = %s"
        return self.query(query, f"{name} {self.run}")[0][0]


@pytest.fixture
def reader():
    with patch.object(module, "current_test", False):
        yield Reader()
    # a database is copied by the next test when nobody is connected to it
    sync = log_connection._connections.values()
    for connection in [*sync, *chain.from_iterable(log_connection._idle.values())]:
        connection.close()


def get_pid(notes):
    return notes.sent[0].cursor.connection.info.backend_pid


def test_it_is_there_when_the_transaction_has_ended(reader):
    with reader.read("sent") as (door, notes):
        door._send_rest()
        assert len(notes.sent) == 1 and not notes.models
    assert reader.count("sent") == 1


def test_connections_are_used_again(reader):
    pids = set()
    for _request in range(3):
        with reader.read("again") as (door, notes):
            door._send_rest()
            pids.add(get_pid(notes))
    assert len(pids) == 1


def test_a_request_that_is_rolled_back_has_read(reader):
    with (
        contextlib.suppress(ZeroDivisionError),
        reader.read("failed") as (door, _notes),
    ):
        door._send_rest()
        raise ZeroDivisionError
    assert reader.count("failed") == 1


def test_a_connection_that_is_killed_before_the_next_request(reader):
    with reader.read("before") as (door, notes):
        door._send_rest()
        pid = get_pid(notes)
    assert reader.query("SELECT pg_terminate_backend(%s, 10000)", pid) == [(True,)]
    with reader.read("after") as (door, _notes):
        door._send_rest()
    assert reader.count("after") == 1


def test_a_connection_that_is_killed_on_the_way(reader):
    """A lock holds the statement up until its connection is gone."""
    with reader.registry.cursor() as lock:
        with reader.read("killed") as (door, notes):
            lock.execute(f"LOCK TABLE {TABLE} IN SHARE MODE")
            door._send_rest()
            pid = get_pid(notes)
            assert reader.query("SELECT pg_terminate_backend(%s, 10000)", pid) == [
                (True,)
            ]
            lock.rollback()
    assert reader.count("killed") == 1


def test_without_the_log_there_is_no_answer(reader):
    refused = patch.object(
        log_connection, "execute", side_effect=psycopg2.OperationalError
    )
    with refused, pytest.raises(UserError), reader.registry.cursor() as lock:
        with reader.read("refused") as (door, notes):
            lock.execute(f"LOCK TABLE {TABLE} IN SHARE MODE")
            door._send_rest()
            reader.query("SELECT pg_terminate_backend(%s, 10000)", get_pid(notes))
    assert reader.count("refused") == 0


def test_a_month_without_partition_is_made(reader):
    with reader.read("month") as (door, notes):
        with freeze_time("2041-05-06"):
            query = door._prepare_insert(notes)
        notes.take()
        sent = log_connection.send(door.env.cr.dbname, query.code, query.params)
        notes.sent.append(sent)
        with freeze_time("2041-05-06"):
            door._write_after_commit(notes)
    assert reader.count("month") == 1


def test_nobody_waits_for_a_connection_that_is_out(reader):
    """Whoever finds none writes by himself, and gives way to nobody's statement."""
    with contextlib.ExitStack() as stack:
        for number in range(log_connection.MOST_SENDING):
            door, notes = stack.enter_context(reader.read(f"out {number}"))
            door._send_rest()
            assert notes.sent
        with reader.read("late") as (door, notes):
            door._send_rest()
            assert notes.models and not notes.sent
        assert reader.count("late") == 1
    for number in range(log_connection.MOST_SENDING):
        assert reader.count(f"out {number}") == 1
