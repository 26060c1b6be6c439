"""``make reset``: drop our databases, after asking."""

import os
import sys

from . import odoo_conf, server
from .base import STAMPS, StepError, main, say
from .db import Databases
from .stop import stop_odoo

OURS = ("bank", "bank_new")
TESTS = ("test_", "tpl_", "bench_", "fast_")


def reset():
    stop_odoo()
    names = ("main",) if odoo_conf.names_a_server() else ("main", "test")
    for name in names:
        databases = Databases(server.get(name))
        found = [
            database
            for database in databases.names()
            if database in OURS or database.startswith(TESTS)
        ]
        if found and _agreed(found):
            for database in found:
                say(f"dropping {database}")
                databases.drop(database)
    for stamp in STAMPS.glob("database-*"):
        stamp.unlink()


def _agreed(found):
    if os.environ.get("FORCE") == "1":
        return True
    if not sys.stdin.isatty():
        raise StepError("Reset", "Nobody to ask.", "make reset FORCE=1")
    answer = input(f"Drop {', '.join(found)} and their files? [y/N] ")
    return answer.strip().lower() in ("y", "yes", "д", "да")


if __name__ == "__main__":
    main(reset)
