"""``make demo``: the importer of bank_demo, when that addon is there and installed."""

import os

from . import odoo, server
from .base import StepError, main, say
from .db import Databases

TITLE = "Demo data"
# the contract with bank_demo: a model bank.demo.import whose _run() may be called
# again and again; what it prints or returns is shown
SCRIPT = """
if "bank.demo.import" in env:
    report = env["bank.demo.import"]._run()
    env.cr.commit()
    if report:
        print(report)
"""


def import_demo(target, database):
    say(f"==> {TITLE}: importing into {database}")
    done = odoo.script(target, database, SCRIPT)
    if done.returncode:
        remedy = "Mend the row or file it names, then: make demo"
        raise StepError(TITLE, done.stderr[-3000:] or done.stdout[-3000:], remedy)
    say(done.stdout.rstrip() or "    nothing to import")


def demo():
    target, database = server.get(), os.environ.get("DB", "bank")
    databases = Databases(target)
    databases.check()
    if database not in databases.names():
        raise StepError(TITLE, f"There is no database {database}.", "make run")
    import_demo(target, database)


if __name__ == "__main__":
    main(demo)
