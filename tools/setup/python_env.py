"""The virtual environment: pinned libraries, the Odoo tree, two addons of the OCA."""

import os
import re
import shutil
import sys
import sysconfig

from ..base import CACHE, ROOT, VENV, Step, digest, run, scratch
from . import odoo_tree

LOCKS = ("requirements.txt", "requirements-dev.txt")
OCA_LOCK = "requirements-oca.txt"
ENTRY = """#!/bin/sh
# -P: the current folder must not become a part of the namespace package "odoo"
exec "$(dirname "$0")/python" -P -m odoo "$@"
"""
# what pip reads to believe that `odoo==19.0.*` is installed
METADATA = "Metadata-Version: 2.1\nName: odoo\nVersion: 19.0\n"


class PythonStep(Step):
    name = "python"
    title = "Python environment (.venv)"
    remedy = (
        "Look at .local/log/setup-pip-*.log. A cut download: run the same command again. "
        "No package index: configure pip as usual (pip config list)."
    )

    def key(self):
        locks = [ROOT / name for name in (*LOCKS, OCA_LOCK)]
        return digest(sys.version, str(VENV), str(odoo_tree.path()), *locks)

    def is_there(self):
        return (VENV / "bin" / "python").exists()

    def build(self):
        """Make it beside its place and move it there: a venv is used whole or not at all."""
        with scratch("venv") as folder:
            venv = folder / "venv"
            run([sys.executable, "-m", "venv", venv], log="setup-venv.log")
            _write_pointer(venv)
            _pip_install(venv)
            _relocate(venv)
            shutil.rmtree(VENV, ignore_errors=True)
            venv.rename(VENV)
        run([VENV / "bin" / "odoo", "--version"], log="setup-odoo.log")


def _site_packages(venv):
    scheme = {"base": str(venv), "platbase": str(venv)}
    return sysconfig.get_path("purelib", "venv", vars=scheme)


def _write_pointer(venv):
    """Make the tree importable, and known to pip where it brings no egg-info."""
    tree, site = odoo_tree.path(), _site_packages(venv)
    with open(f"{site}/odoo.pth", "w") as pointer:
        pointer.write(f"{tree}\n")
    if not list(tree.glob("odoo-19*.egg-info")):
        os.mkdir(f"{site}/odoo-19.0.dist-info")
        with open(f"{site}/odoo-19.0.dist-info/METADATA", "w") as metadata:
            metadata.write(METADATA)


def _pip_install(venv):
    env = {**os.environ, "PIP_CACHE_DIR": str(CACHE / "pip")}
    pip = [venv / "bin" / "python", "-P", "-m", "pip", "--disable-pip-version-check"]
    install = [*pip, "install", "--require-hashes", "--no-deps", "--no-input"]
    for lock in (*LOCKS, OCA_LOCK):
        run([*install, "-r", ROOT / lock], log=f"setup-pip-{lock}.log", env=env)
    run([*pip, "check"], log="setup-pip-check.log", env=env)


def _relocate(venv):
    """Write the final place into the scripts, where pip has written the first one."""
    old, new = str(venv), str(VENV)
    for path in [*(venv / "bin").iterdir(), venv / "pyvenv.cfg"]:
        if path.is_symlink() or not path.is_file():
            continue
        text = path.read_bytes()
        path.write_bytes(re.sub(re.escape(old).encode(), new.encode(), text))
    entry = venv / "bin" / "odoo"
    entry.write_text(ENTRY)
    entry.chmod(0o755)
