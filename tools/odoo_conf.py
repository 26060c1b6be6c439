"""Read ``odoo.conf``: the one place where a deployment is described."""

import configparser
import os
from pathlib import Path

from .base import ROOT


def path():
    """Return the configuration file: ``BANK_CONF`` or the repository's own."""
    return Path(os.environ.get("BANK_CONF") or ROOT / "odoo.conf").resolve()


def option(name, default=""):
    """Return an option of ``[options]``; Odoo writes False for "not set"."""
    parser = configparser.RawConfigParser()
    parser.read(path())
    value = parser.get("options", name, fallback=default).strip()
    return default if value in ("", "False", "None") else value


def names_a_server():
    """Tell whether a database server of somebody's is to be used, not our own."""
    return bool(option("db_host") or os.environ.get("PGHOST"))
