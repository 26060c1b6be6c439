"""``make shell DB=bank``: an Odoo shell; only the script's own output on stdout."""

import os

from . import odoo, server
from .base import StepError, main
from .db import Databases


def shell():
    target, database = server.get(), os.environ.get("DB", "bank")
    if database not in Databases(target).names():
        raise StepError("Shell", f"There is no database {database}.", "make run")
    odoo.replace_this_process(
        target, f"--database={database}", "--log-level=warn", "--no-http", sub="shell"
    )


if __name__ == "__main__":
    main(shell)
