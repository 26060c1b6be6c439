# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A run that is killed leaves no server behind."""

import http.client
import subprocess
import sys
import time

from odoo.tests.common import get_db_name

from tools.base import ROOT

RUN = """
import sys, time
from tests.fuzz import server
from tools import server as servers
with server.serve(servers.get("test"), sys.argv[1], "fuzz-killed.log") as port:
    print(port, flush=True)
    time.sleep(600)
"""
PATIENCE_SECONDS = 15


def _answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/web/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_a_killed_run_leaves_no_server():
    command = [sys.executable, "-c", RUN, get_db_name()]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        port = int(run.stdout.readline())
        assert _answers(port)
    finally:
        run.kill()
        run.wait()
        run.stdout.close()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _answers(port):
        assert time.monotonic() < deadline, "the server outlives its run"
        time.sleep(0.1)
