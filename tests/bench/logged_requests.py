# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Requests of an employee with eighty clients, logged and not logged in turns."""

import gc
import statistics
import time
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

from werkzeug.test import Client

from odoo import fields, http

from odoo.addons.bank_base.models.bank_access_door import BankAccessDoor

PAGE = 80
RUNS, WARM = 300, 5
LOGIN, PASSWORD = "bench_access_log", "bench-access-log"
SWITCH = "odoo.addons.bank_base.models.base.is_door_open"
GROUPS = "bank_crm_core.group_crm_manager", "base.group_allow_export"


@dataclass(frozen=True)
class Request:
    """One request of HTTP: its path and what werkzeug's client takes with it."""

    path: str
    options: dict = field(default_factory=dict)

    def send(self, client):
        """Return the body of the answer; RuntimeError where it is no success."""
        response = client.open(
            self.path, environ_overrides={"REMOTE_ADDR": "127.0.0.1"}, **self.options
        )
        body = response.get_data()
        if response.status_code != 200 or b'"error": {"code"' in body[:200]:
            raise RuntimeError(f"{self.path}: {response.status} {body[:2000]!r}")
        return body


@dataclass(frozen=True)
class Reader:
    """Who asks (``user``, with an API ``key``), in which branch, for which clients."""

    branch: object
    user: object
    clients: object
    key: str

    @property
    def domain(self):
        """The condition of a list of just these clients."""
        return [["branch_id", "in", self.branch.ids], ["client_kind", "!=", False]]

    def move(self, env):
        """Return the same records as ``env`` sees them."""
        rows = (self.branch, self.user, self.clients)
        return Reader(*(row.with_env(env) for row in rows), self.key)


def jsonrpc(path, params):
    """Return a request of the web client."""
    return Request(
        path, {"method": "POST", "json": {"jsonrpc": "2.0", "params": params}}
    )


def call_kw(method, *args, **kwargs):
    """Return the web client's call of a method of clients."""
    path = "/web/dataset/call_kw/res.partner/" + method
    params = {"model": "res.partner", "method": method, "args": args, "kwargs": kwargs}
    return jsonrpc(path, params)


def compare(env, get_request, runs=None):
    """Return the figures of a request, which ``get_request`` makes of a reader."""
    with env.registry.cursor() as cr:
        reader = _prepare(env(cr=cr))
    try:
        return _measure(env, get_request(reader.move(env)), reader.key, runs or RUNS)
    finally:
        with env.registry.cursor() as cr:
            _clean(reader.move(env(cr=cr)))


def _prepare(env):
    """Return the reader of the measure, as committed rows."""
    branch = env["bank.branch"].create({"name": "Bench", "code": "BENCH-LOG"})
    groups = [env.ref(name).id for name in GROUPS]
    user = env["res.users"].create(
        {
            "name": LOGIN,
            "login": LOGIN,
            "password": PASSWORD,
            "group_ids": [(6, 0, groups)],
            "branch_ids": [(6, 0, branch.ids)],
        }
    )
    values = {"client_kind": "person", "branch_id": branch.id, "manager_id": user.id}
    names = [f"Bench {number}" for number in range(PAGE)]
    clients = env["res.partner"].create([{"name": name, **values} for name in names])
    return Reader(branch, user, clients, _make_key(env(user=user.id)))


def _make_key(env):
    expires = fields.Datetime.now() + timedelta(days=1)
    return env["res.users.apikeys"].sudo()._generate("rpc", LOGIN, expires)


def _clean(reader):
    reader.clients.unlink()
    partner = reader.user.partner_id
    reader.user.unlink()
    partner.unlink()
    reader.branch.unlink()


def _measure(env, request, key, runs):
    client = Client(http.root)
    login = {"db": env.cr.dbname, "login": LOGIN, "password": PASSWORD}
    jsonrpc("/web/session/authenticate", login).send(client)
    times = {True: [], False: []}
    gc.collect()
    for number in range(2 * (runs + WARM)):
        is_logged = bool(number % 2)
        with patch(SWITCH, (lambda: True) if is_logged else (lambda: False)):
            spent = _time(client, request)
        if number >= 2 * WARM:
            times[is_logged].append(spent)
    return _summarise(times[True], times[False])


def _time(client, request):
    """Return the seconds by the clock, of this process, and of waiting for the row."""
    waits, write = [0.0], BankAccessDoor._have_written

    def wait(door, what):
        begin = time.perf_counter()
        write(door, what)
        waits.append(time.perf_counter() - begin)

    with patch.object(BankAccessDoor, "_have_written", wait):
        start, used = time.perf_counter(), time.process_time()
        request.send(client)
        ended, worked = time.perf_counter(), time.process_time()
    return ended - start, worked - used, sum(waits)


def _summarise(logged, plain):
    """Return the medians, and that of what a request costs more than its neighbour."""
    floor = statistics.median(one[0] for one in plain)
    more = [one[0] - other[0] for one, other in zip(logged, plain, strict=True)]
    return {
        "ours_s": statistics.median(one[0] for one in logged),
        "floor_s": floor,
        "stock_s": None,
        "more_s": statistics.median(more),
        "share": statistics.median(more) / floor,
        "ours_cpu_s": statistics.median(one[1] for one in logged),
        "floor_cpu_s": statistics.median(one[1] for one in plain),
        "wait_s": statistics.median(one[2] for one in logged),
    }
