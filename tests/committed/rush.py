# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of a rush share: windows on a server, and its workers killed on the way."""

import contextlib
import http.client
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from odoo.tests.common import get_db_name

from tests.fuzz.caller import Caller
from tests.fuzz.server import serve
from tools import server

WORKERS = 3
PATIENCE_SECONDS = 60


def log_in(port, login):
    return Caller(port, get_db_name(), login, login)


@contextlib.contextmanager
def serving_to_be_killed(log_name):
    """Serve the database; give the port and what kills the workers in a call."""
    others = set(get_children(os.getpid()))
    with serve(server.get(), get_db_name(), log_name, WORKERS) as port:
        (master,) = set(get_children(os.getpid())) - others
        yield port, lambda *call: _kill_in(master, *call)


def _kill_in(master, registry, window, *call):
    """Kill all workers while a call waits to write into the decision log.

    What is decided is written first and its row of the log after it.
    """
    # whoever loses his server here does not ask again by himself
    window.connection.close()
    window.connection.connect()
    window.connection.auto_open = 0
    with registry.cursor() as cr, ThreadPoolExecutor(1) as pool:
        cr.execute("LOCK TABLE bank_decision IN SHARE ROW EXCLUSIVE MODE")
        asked = pool.submit(window.call, *call)
        wait_for_lock(cr)
        for worker in get_children(master):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        with pytest.raises(http.client.NotConnected):
            asked.result(PATIENCE_SECONDS)
        cr.rollback()


def get_children(pid):
    """Return the ids of the processes that this one has started."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def wait_for_lock(cr):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        cr.execute(
            "SELECT 1 FROM pg_locks WHERE relation = 'bank_decision'::regclass "
            "AND NOT granted"
        )
        if cr.fetchone():
            return
        time.sleep(0.1)
    raise AssertionError("nobody came to write into the log")
