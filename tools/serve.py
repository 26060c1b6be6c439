"""``make run``: the database ``bank``, made on the first call, served on loopback."""

import json
import os
import socket

from . import odoo, odoo_conf, server
from .base import (
    ADDONS,
    LOCAL,
    STAMPS,
    CommandError,
    StepError,
    digest_tree,
    explain,
    main,
    only_one,
    say,
    write_atomic,
)
from .db import Databases
from .demo import import_demo

NAME = "bank"
PIDFILE = LOCAL / "odoo.pid"
INSTALLED = STAMPS / "database-bank.json"
TITLE = "Database bank"
REMEDY = (
    "Look at .local/log/run-install.log. The unfinished database is made anew by the "
    "next `make run`."
)
# Russian for everybody who is made from now on, and for who is there already
RUSSIAN = """
env["ir.default"].set("res.partner", "lang", "ru_RU")
env["ir.default"].set("res.partner", "tz", "Europe/Moscow")
users = env["res.users"].with_context(active_test=False).search([])
users.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
env.cr.commit()
"""


def serve():
    port = os.environ.get("PORT") or odoo_conf.option("http_port", "8069")
    address = odoo_conf.option("http_interface", "127.0.0.1")
    check_port(address, int(port))
    target = server.get()
    databases = Databases(target)
    databases.check()
    with only_one("bank"):
        if NAME not in databases.names():
            install(target, databases)
        else:
            update(target)
    say(f"\nhttp://{address}:{port}  database {NAME}, log in as admin / admin\n")
    odoo.replace_this_process(
        target, f"--database={NAME}", f"--http-port={port}", f"--pidfile={PIDFILE}"
    )


def check_port(address, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise StepError(
                f"Port {port} of {address}",
                error,
                "Another server listens there. If it is ours: make stop. "
                "Otherwise choose another port: make run PORT=8070",
            ) from error


def install(target, databases):
    """Make it under another name and rename it at the end: it is whole or not there."""
    unfinished, names = f"{NAME}_new", odoo.ours()
    say(
        f"==> {TITLE}: installing {', '.join(names) or 'crm'} with Russian (some minutes)"
    )
    databases.create(unfinished)
    wanted = ",".join(names or ["crm"])
    arguments = [
        f"--database={unfinished}",
        f"--init={wanted}",
        "--load-language=ru_RU",
    ]
    _odoo(target, *arguments)
    done = odoo.script(target, unfinished, RUSSIAN)
    if done.returncode:
        raise StepError(TITLE, done.stderr[-3000:], REMEDY)
    import_demo(target, unfinished)
    databases.rename(unfinished, NAME)
    _remember(names)


def update(target):
    """Bring in what has changed in our addons since the last run, and new ones."""
    known = json.loads(INSTALLED.read_text()) if INSTALLED.exists() else {}
    now = _contents(odoo.ours())
    new = sorted(set(now) - set(known))
    changed = sorted(name for name in known if now.get(name) not in (known[name], None))
    if not new and not changed:
        return
    say(
        f"==> {TITLE}: new: {', '.join(new) or '-'}; changed: {', '.join(changed) or '-'}"
    )
    arguments = [f"--database={NAME}"]
    arguments += [f"--init={','.join(new)}"] if new else []
    arguments += [f"--update={','.join(changed)}"] if changed else []
    _odoo(target, *arguments)
    _remember(list(now))


def _odoo(target, *arguments):
    try:
        odoo.call(
            target, *arguments, "--stop-after-init", "--no-http", log="run-install.log"
        )
    except CommandError as error:
        raise explain(TITLE, error, REMEDY) from error


def _contents(names):
    return {name: digest_tree(ADDONS / name) for name in names}


def _remember(names):
    write_atomic(INSTALLED, json.dumps(_contents(names), indent=1))


if __name__ == "__main__":
    main(serve)
