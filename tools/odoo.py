"""Odoo's command line as the project calls it, in one place."""

import os
import subprocess

from . import odoo_conf
from .base import ADDONS, VENV, run
from .db import DATA


def ours(tests=False):
    """Return the names of our addons, sorted; ``test_*`` only when asked for."""
    names = sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))
    return [name for name in names if name.startswith("bank_") or tests]


def command(*arguments, sub=None):
    """Return the words of an Odoo call: our configuration, addons and data folder."""
    program = [VENV / "bin" / "python", "-P", "-m", "odoo", *([sub] if sub else [])]
    places = [f"--addons-path={ADDONS}", f"--data-dir={DATA}"]
    return [*map(str, program), "-c", str(odoo_conf.path()), *places, *arguments]


def call(server, *arguments, sub=None, log=None):
    """Run Odoo to its end and return its log. Raises CommandError."""
    return run(command(*arguments, sub=sub), log=log, env=server.env())


def script(server, database, text, log_level="warn", capture=True):
    """Run a Python text in an Odoo shell; return the process, output as text.

    Without ``capture`` the output goes where ours goes, as it comes.
    """
    words = command(
        "-d", database, f"--log-level={log_level}", "--no-http", sub="shell"
    )
    return subprocess.run(
        words, input=text, capture_output=capture, text=True, env=server.env()
    )


def replace_this_process(server, *arguments, sub=None):
    """Become Odoo: signals and exit code are its own."""
    words = command(*arguments, sub=sub)
    os.execve(words[0], words, server.env())
