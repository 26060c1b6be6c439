"""The databases of a test run: templates that are kept, copies that are dropped.

A template holds a set of stock modules, in Russian; it is named after that set and the
versions it was made with, so that a second run finds it. Templates build on each other,
the smaller set first: all of them cost little more than the largest alone.
"""

import ast

from .. import checklog, odoo, server
from ..base import ADDONS, ROOT, CommandError, digest, say
from ..db import Databases
from ..setup import odoo_tree

PREFIX, COPIES = "tpl_", "test_"


class LogError(Exception):
    """Odoo ended well but warned."""


def depends(addon):
    """Return what an addon names in its manifest."""
    text = (ADDONS / addon / "__manifest__.py").read_text()
    return ast.literal_eval(text).get("depends", ["base"])


def closure(*addons):
    """Return all of ours that addons need, they included, and the stock modules."""
    ours, found, stock, open_ = set(odoo.ours(tests=True)), set(), set(), [*addons]
    while open_:
        name = open_.pop()
        if name not in ours:
            stock.add(name)
        elif name not in found:
            found.add(name)
            open_ += depends(name)
    # web comes by itself with base: named, it makes no template of its own
    return frozenset(found), frozenset(stock | {"base", "web"})


def in_order():
    """Return our addons, each after those it needs."""
    names = odoo.ours(tests=True)
    return sorted(names, key=lambda name: (len(closure(name)[0]), name))


class Bench:
    """The server of the tests and what has been made on it in this run."""

    def __init__(self):
        self.server = server.get("test")
        self.databases = Databases(self.server)
        self.databases.check()
        self.made = {}  # database -> the modules in it, a basis for larger ones

    def prepare(self):
        """Make the missing templates; drop copies of a killed run and old templates."""
        wanted = sorted({closure(name)[1] for name in in_order()}, key=len)
        everything = frozenset().union(*wanted)
        wanted += [everything] if everything not in wanted else []
        names = {self._name(modules): modules for modules in wanted}
        self.tidy()
        for name in self.databases.names():
            if name.startswith(PREFIX) and name not in names:
                self.databases.drop(name)
        for name, modules in names.items():
            if name not in self.databases.names():
                self._make(name, modules)
            self.made[name] = modules

    def _name(self, modules):
        pointer = odoo_tree.POINTER.stat().st_mtime_ns
        locks = [ROOT / "requirements.txt", ROOT / "requirements-oca.txt"]
        return PREFIX + digest(pointer, *sorted(modules), *locks)

    def _make(self, name, modules):
        say(f"    template: {', '.join(sorted(modules))}")
        unfinished = f"{name}_new"
        self.create(unfinished, modules)
        self.install(unfinished, modules, "--load-language=ru_RU")
        self.databases.rename(unfinished, name)

    def create(self, name, modules=frozenset()):
        """Make a database from the fullest one that has nothing but these modules."""
        bases = [
            base for base, content in list(self.made.items()) if content <= modules
        ]
        best = max(bases, key=lambda base: len(self.made[base]), default=None)
        self.databases.create(name, best)

    def install(self, name, modules, *options):
        self.odoo(name, f"--init={','.join(sorted(modules))}", *options)

    def tidy(self):
        """Drop what the run has made; templates stay for the next one."""
        for name in self.databases.names():
            if name.startswith(COPIES):
                self.databases.drop(name)

    def odoo(self, name, *options):
        """Run Odoo on a database to the end; return a log without warnings or raise."""
        log = odoo.call(
            self.server,
            f"--database={name}",
            "--stop-after-init",
            "--no-http",
            "--workers=0",
            *options,
            log=f"check-{name}.log",
        )
        refuse_warnings(log)
        return log


def refuse_warnings(log):
    if found := checklog.find(log):
        raise LogError("\n".join(found))


ERRORS = (CommandError, LogError)
