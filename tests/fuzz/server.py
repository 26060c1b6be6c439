# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A server process of its own on loopback, ended by its process id."""

import contextlib
import http.client
import signal
import subprocess
import time

from tools import odoo
from tools.base import LOGS, die_with_parent
from tools.postgres import free_port

PATIENCE_SECONDS = 120


@contextlib.contextmanager
def serve(target, database, log_name="fuzz-server.log", workers=0):
    """Serve a database; give the port. The processes are gone afterwards."""
    port = free_port()
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / log_name).open("w") as log:
        words = _get_command(database, port, workers)
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=target.env(),
            # Asked politely it would load its whole registry first, serving all the while.
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        try:
            _wait(process, port)
            yield port
        finally:
            _end(process)


def _get_command(database, port, workers):
    return odoo.command(
        f"--database={database}",
        f"--http-port={port}",
        "--http-interface=127.0.0.1",
        f"--workers={workers}",
        f"--gevent-port={free_port()}",
        "--max-cron-threads=0",
        "--log-level=error",
    )


def _end(process):
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(process, port):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "look at .local/log/fuzz-server.log"
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/web/health")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise AssertionError("the server did not come up")
