"""What must be on the machine: checked always, installed by apt when we are root."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from .. import postgres
from ..base import CommandError, StepError, explain, run, say
from ..odoo_conf import names_a_server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Need:
    """Something the machine must have: how it is seen, which packages bring it."""

    def __init__(self, what, seen, packages, goals=("run", "test")):
        self.what, self.seen, self.packages, self.goals = what, seen, packages, goals


def _command(*names):
    return lambda: any(shutil.which(name) for name in names)


def _library(name):
    def seen():
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return seen


def _has_cyrillic_font():
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=ru", "family"], capture_output=True)
    return bool(found.stdout.strip())


def _has_server():
    return names_a_server() or bool(postgres.find_bin())


def _has_python_headers():
    return (Path(sysconfig.get_path("include")) / "Python.h").exists()


def _has_node():
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True)
    return int(version.stdout.strip().lstrip("v").split(".")[0] or 0) >= 18


def _reads_russian():
    if not shutil.which("tesseract"):
        return False
    told = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return {"rus", "eng"} <= set(told.stdout.split())


NEEDS = (
    Need(
        "Python's venv and pip",
        lambda: (
            importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")
        ),
        ["python3-venv"],
        ("run", "lint", "test"),
    ),
    Need(
        "Python's headers",
        _has_python_headers,
        ["python3-dev"],
        ("run", "lint", "test"),
    ),
    Need(
        "a C compiler (psycopg2 comes as source)",
        _command("gcc", "cc"),
        ["gcc", "libc6-dev"],
        ("run", "lint", "test"),
    ),
    Need(
        "PostgreSQL's headers (psycopg2)",
        _command("pg_config"),
        ["libpq-dev"],
        ("run", "lint", "test"),
    ),
    Need(f"PostgreSQL {postgres.MIN_VERSION}+", _has_server, ["postgresql"]),
    Need("Pango (PDF)", _library("libpango-1.0.so.0"), ["libpango-1.0-0"]),
    Need(
        "Pango for fonts (PDF)", _library("libpangoft2-1.0.so.0"), ["libpangoft2-1.0-0"]
    ),
    Need(
        "HarfBuzz subset (PDF)",
        _library("libharfbuzz-subset.so.0"),
        ["libharfbuzz-subset0"],
    ),
    Need(
        "a font with Cyrillic", _has_cyrillic_font, ["fontconfig", "fonts-dejavu-core"]
    ),
    Need(
        "tesseract with Russian (words of scans)",
        _reads_russian,
        ["tesseract-ocr", "tesseract-ocr-rus"],
        ("test",),
    ),
    Need("Chromium (browser tests)", _command(*CHROMIUM), ["chromium"], ("test",)),
    Need(
        "Node.js 18+ and npm (prettier)", _has_node, ["nodejs", "npm"], ("lint", "test")
    ),
)


class SystemStep:
    """Install what is missing, or say which packages to ask the administrator for."""

    title = "Packages of the machine"

    def __init__(self, goal):
        self.goal = goal

    def ensure(self):
        if sys.version_info < (3, 11):  # noqa: UP036 - what we refuse to run on
            raise StepError(
                self.title,
                f"This is Python {sys.version.split()[0]}; 3.11 or newer is needed.",
                "Name a newer one: make PYTHON=/path/to/python3.11 ...",
            )
        if missing := self._missing():
            self._install(missing)

    def _missing(self):
        return [need for need in NEEDS if self.goal in need.goals and not need.seen()]

    def _install(self, missing):
        names = ", ".join(need.what for need in missing)
        packages = sorted({name for need in missing for name in need.packages})
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
        remedy = "Have them installed, on Debian:  apt-get update && " + " ".join(
            command
        )
        if os.geteuid() or not shutil.which("apt-get"):
            raise StepError(self.title, f"Not found: {names}.", remedy)
        say(f"==> {self.title}: installing {' '.join(packages)}")
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            run(["apt-get", "update"], log="setup-apt-update.log", env=env)
            run(command, log="setup-apt-install.log", env=env)
        except (CommandError, OSError) as error:
            raise explain(self.title, error, remedy) from error
        if still := self._missing():
            names = ", ".join(need.what for need in still)
            raise StepError(self.title, f"Still not found: {names}.", remedy)
