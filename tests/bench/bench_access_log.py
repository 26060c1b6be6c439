# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the read log costs a request: a page of clients over the whole HTTP stack.

``ours_s`` is a request that is logged, ``floor_s`` the same one with the log switched
off in the measuring process, runs taking turns.
"""

import json
import statistics
import time
from unittest.mock import patch

from werkzeug.test import Client

from odoo import http

PAGE = 80
RUNS = 40
LOGIN, PASSWORD = "bench_access_log", "bench-access-log"
SWITCH = "odoo.addons.bank_base.models.base.is_door_open"


def _prepare(env):
    """Return the branch, user and clients of the measure, as committed rows."""
    branch = env["bank.branch"].create({"name": "Bench", "code": "BENCH-LOG"})
    groups = env.ref("bank_crm_core.group_crm_manager")
    user = env["res.users"].create(
        {
            "name": LOGIN,
            "login": LOGIN,
            "password": PASSWORD,
            "group_ids": [(6, 0, groups.ids)],
            "branch_ids": [(6, 0, branch.ids)],
        }
    )
    clients = env["res.partner"].create(
        [
            {
                "name": f"Bench {number}",
                "client_kind": "person",
                "branch_id": branch.id,
                "manager_id": user.id,
            }
            for number in range(PAGE)
        ]
    )
    return branch, user, clients


def _clean(env, branch, user, clients):
    clients.unlink()
    partner = user.partner_id
    user.unlink()
    partner.unlink()
    branch.unlink()


def _call(client, path, params):
    response = client.post(
        path,
        data=json.dumps({"jsonrpc": "2.0", "params": params}),
        content_type="application/json",
        environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
    )
    answer = json.loads(response.get_data())
    if "result" not in answer:
        raise RuntimeError(answer)
    return answer["result"]


def _time_call(client, params):
    start = time.perf_counter()
    _call(client, "/web/dataset/call_kw/res.partner/" + params["method"], params)
    return time.perf_counter() - start


def _measure(env, params):
    client = Client(http.root)
    login = {"db": env.cr.dbname, "login": LOGIN, "password": PASSWORD}
    _call(client, "/web/session/authenticate", login)
    times = {True: [], False: []}
    for number in range(2 * RUNS + 10):
        is_logged = bool(number % 2)
        with patch(SWITCH, (lambda: True) if is_logged else (lambda: False)):
            spent = _time_call(client, params)
        if number >= 10:
            times[is_logged].append(spent)
    return {
        "ours_s": statistics.median(times[True]),
        "floor_s": statistics.median(times[False]),
        "stock_s": None,
    }


def _run(env, get_params):
    with env.registry.cursor() as cr:
        own = env(cr=cr)
        prepared = [records.ids for records in _prepare(own)]
    branch_ids, _user_ids, client_ids = prepared
    try:
        return _measure(env, get_params(branch_ids, client_ids))
    finally:
        with env.registry.cursor() as cr:
            own = env(cr=cr)
            names = ("bank.branch", "res.users", "res.partner")
            rows = [own[name].browse(ids) for name, ids in zip(names, prepared)]
            _clean(own, *rows)


def list_clients(env, _count):
    """A page of 80 clients with the columns of a list."""
    columns = ("complete_name", "phone", "email", "city", "birth_date", "inn")
    return _run(
        env,
        lambda branch_ids, _client_ids: {
            "model": "res.partner",
            "method": "web_search_read",
            "args": [[["branch_id", "in", branch_ids], ["client_kind", "!=", False]]],
            "kwargs": {
                "specification": {
                    **{name: {} for name in columns},
                    "manager_id": {"fields": {"display_name": {}}},
                    "branch_id": {"fields": {"display_name": {}}},
                },
                "limit": PAGE,
            },
        },
    )


def open_client(env, _count):
    """One client card with all its columns."""
    return _run(
        env,
        lambda _branch_ids, client_ids: {
            "model": "res.partner",
            "method": "web_read",
            "args": [client_ids[:1]],
            "kwargs": {
                "specification": {
                    name: {}
                    for name in env["res.partner"].fields_get(attributes=["type"])
                    if not name.startswith(("image", "avatar", "message", "activity"))
                    and env["res.partner"]._fields[name].column_type
                    and not env["res.partner"]._fields[name].groups
                }
            },
        },
    )


MEASURES = {"access_log_list": list_clients, "access_log_open": open_client}
