"""``make stop``: our server and our PostgreSQL, found by what they left on disk."""

import os
import signal
import time
from pathlib import Path

from . import postgres
from .base import LOCAL, CommandError, explain, main, say

PIDFILE = LOCAL / "odoo.pid"
PATIENCE_S = 20


def stop():
    stop_odoo()
    for name in ("main", "test"):
        if (LOCAL / "pg").exists():
            try:
                postgres.Cluster(name).stop()
            except (CommandError, OSError) as error:
                raise explain("Stopping PostgreSQL", error, postgres.REMEDY) from error


def stop_odoo():
    """End the server whose number is in the pid file, if it is still an Odoo."""
    try:
        pid = int(PIDFILE.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return
    if str(LOCAL).encode() not in command:
        return
    say(f"stopping Odoo (process {pid})")
    os.kill(pid, signal.SIGTERM)
    for _tenth in range(PATIENCE_S * 10):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(stop)
