# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Makes the world, serves it, and runs a plan against it."""

import contextlib
import time
from collections import Counter
from dataclasses import dataclass, field

import psycopg2

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry

from tools import server as servers
from tools.db import Databases

from . import server
from .attacks import RESULT, Plan
from .caller import Caller
from .factory import Factory
from .journal import Journal
from .judges import Judges
from .roles import PASSWORD
from .surface import read_surface
from .tables import read_tables
from .world import HOLES, make_world


@dataclass
class Report:
    """What came out: findings by their key, and what was tried."""

    findings: dict = field(default_factory=dict)
    tried: Counter = field(default_factory=Counter)
    answered: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, found):
        self.findings.setdefault(found.key, found)

    def __str__(self):
        doors = ", ".join(f"{door} {count}" for door, count in self.tried.items())
        return (
            f"{sum(self.tried.values())} attempts in {self.seconds:.0f} s ({doors}); "
            f"{self.answered['ok']} calls answered, {self.answered['refused']} refused"
        )


class Arena:
    """The world being served, with a caller for each role."""

    def __init__(self, database):
        self.database = database
        self.registry = Registry(database)

    @contextlib.contextmanager
    def env(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    @contextlib.contextmanager
    def open(self):
        """Make the world; serve it until the block ends."""
        with self.env() as env:
            self.world = make_world(env)
            env.cr.commit()
            self._look(env)
        target = servers.get("test")
        with (
            Databases(target).connect(self.database) as connection,
            server.serve(target, self.database) as port,
        ):
            self.journal = Journal(connection)
            self.callers = {
                role.name: Caller(port, self.database, role.login, PASSWORD, role.key)
                for role in self.world.roles
            }
            self.journal.install()
            yield self
        sql_db.close_db(self.database)

    def _look(self, env):
        names = self.world.models
        factory, roles = Factory(env), self.world.roles
        self.surfaces = {
            name: read_surface(env, name, roles, factory.holds_clients(name))
            for name in names
        }
        self.tables = read_tables(env, roles, self.surfaces)
        self.judges = Judges(self.world, self.surfaces, self.tables)

    def plan(self, seed, thorough=False, models=None):
        """Return the attempts on some models, or on all that are not meant to give way."""
        chosen = {
            name: surface
            for name, surface in self.surfaces.items()
            if (name in models if models else not name.startswith(HOLES))
        }
        return Plan(self.world, self.surfaces, seed, thorough).attempts(chosen)

    def run(self, attempts, report=None, until=None):
        """Run attempts one by one, until a moment of the monotonic clock if given."""
        report = report or Report()
        started = time.monotonic()
        for attempt in attempts:
            if until and time.monotonic() > until:
                break
            for found in self._try(attempt, report):
                report.add(found)
        report.seconds += time.monotonic() - started
        return report

    def _try(self, attempt, report):
        report.tried[attempt.door] += 1
        caller, answers, made = self.callers[attempt.role.name], [], None
        for call in attempt.calls:
            if any(RESULT in _flat(arg) for arg in call.args) and made is None:
                break
            answer = self._call(caller, attempt, call, made)
            report.answered["refused" if answer.error else "ok"] += 1
            answers.append((call, answer))
            made = made or _find_id(answer.result)
        changes = self.journal.read()
        found = list(self.judges.judge(attempt, answers, changes))
        if changes:
            try:
                self.journal.undo(changes)
            except psycopg2.Error as error:
                rows = "; ".join(map(str, changes))
                text = f"{attempt.show()} cannot be undone: {error}{rows}"
                raise AssertionError(text) from error
        return found

    def _call(self, caller, attempt, call, made):
        args = [[made] if arg == [RESULT] else arg for arg in call.args]
        kwargs = call.kwargs or {}
        if attempt.door == "json2":
            if not caller.key:
                return caller.call(call.model, call.method, args, kwargs)
            return caller.call_json2(call.model, call.method, kwargs)
        return caller.call(call.model, call.method, args, kwargs)


def _flat(value):
    return value if isinstance(value, list) else []


def _find_id(result):
    """Return the id of what a call has made."""
    first = result[0] if isinstance(result, list) and result else result
    if isinstance(first, dict):
        first = first.get("id")
    return first if isinstance(first, int) and not isinstance(first, bool) else None
