# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the read log costs a request, through the whole of Odoo's HTTP stack.

``access_log_list`` and ``access_log_open`` ask for what the web client asks for with the
real list and the real card of clients; ``access_log_short`` is the least that a page of
clients can be, eight columns, and ``access_log_columns`` one card without its lists.

``ours_s`` is a request that is logged, ``floor_s`` the same one with the log switched
off in the measuring process, the two taking turns; ``more_s`` is the median of what a
request took longer than its neighbour, ``*_cpu_s`` the time of this process alone.
"""

import gc
import json
import statistics
import time
from unittest.mock import patch

from werkzeug.test import Client

from odoo import http

from . import web_client

LIST = "bank_crm_core.res_partner_view_list_client"
CARD = "bank_crm_core.res_partner_view_form_client"
PAGE = 80
RUNS = 300
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
    """Return the seconds by the clock and of this process that one call takes."""
    start, used = time.perf_counter(), time.process_time()
    _call(client, "/web/dataset/call_kw/res.partner/" + params["method"], params)
    return time.perf_counter() - start, time.process_time() - used


def _measure(env, params):
    client = Client(http.root)
    login = {"db": env.cr.dbname, "login": LOGIN, "password": PASSWORD}
    _call(client, "/web/session/authenticate", login)
    times = {True: [], False: []}
    gc.collect()
    for number in range(2 * RUNS + 10):
        is_logged = bool(number % 2)
        with patch(SWITCH, (lambda: True) if is_logged else (lambda: False)):
            spent = _time_call(client, params)
        if number >= 10:
            times[is_logged].append(spent)
    return _compare(times[True], times[False])


def _compare(logged, plain):
    """Return the medians, and that of what a request costs more than its neighbour."""
    more = [one[0] - other[0] for one, other in zip(logged, plain)]
    return {
        "ours_s": statistics.median(wall for wall, _cpu in logged),
        "floor_s": statistics.median(wall for wall, _cpu in plain),
        "stock_s": None,
        "more_s": statistics.median(more),
        "ours_cpu_s": statistics.median(cpu for _wall, cpu in logged),
        "floor_cpu_s": statistics.median(cpu for _wall, cpu in plain),
    }


def _run(env, get_params):
    with env.registry.cursor() as cr:
        own = env(cr=cr)
        prepared = [records.ids for records in _prepare(own)]
    try:
        return _measure(env, get_params(*prepared))
    finally:
        with env.registry.cursor() as cr:
            own = env(cr=cr)
            names = ("bank.branch", "res.users", "res.partner")
            rows = [own[name].browse(ids) for name, ids in zip(names, prepared)]
            _clean(own, *rows)


def _get_list_call(branch_ids, specification):
    return {
        "model": "res.partner",
        "method": "web_search_read",
        "args": [],
        "kwargs": {
            "domain": [["branch_id", "in", branch_ids], ["client_kind", "!=", False]],
            "specification": specification,
            "limit": PAGE,
            "count_limit": 10_001,
        },
    }


def _get_card_call(client_ids, specification):
    return {
        "model": "res.partner",
        "method": "web_read",
        "args": [client_ids[:1]],
        "kwargs": {"specification": specification},
    }


def _read_view(env, user_ids, view, kind):
    """Return what the measure's employee asks for with a view."""
    own = env(user=user_ids[0], su=False)
    return web_client.read_specification(own, "res.partner", env.ref(view).id, kind)


def list_clients(env, _count):
    """The first page of the list of clients."""
    return _run(
        env,
        lambda branch_ids, user_ids, _client_ids: _get_list_call(
            branch_ids, _read_view(env, user_ids, LIST, "list")
        ),
    )


def open_client(env, _count):
    """The card of a client with its lists."""
    return _run(
        env,
        lambda _branch_ids, user_ids, client_ids: _get_card_call(
            client_ids, _read_view(env, user_ids, CARD, "form")
        ),
    )


def list_eight_columns(env, _count):
    """A page of 80 clients with eight columns."""
    columns = ("complete_name", "phone", "email", "city", "birth_date", "inn")
    specification = {
        **{name: {} for name in columns},
        "manager_id": {"fields": {"display_name": {}}},
        "branch_id": {"fields": {"display_name": {}}},
    }
    return _run(
        env,
        lambda branch_ids, _user_ids, _client_ids: _get_list_call(
            branch_ids, specification
        ),
    )


def read_columns(env, _count):
    """All columns of one client, and nothing else of him."""
    partner = env["res.partner"]
    specification = {
        name: {}
        for name in partner.fields_get(attributes=["type"])
        if not name.startswith(("image", "avatar", "message", "activity"))
        and partner._fields[name].column_type
        and not partner._fields[name].groups
    }
    return _run(
        env,
        lambda _branch_ids, _user_ids, client_ids: _get_card_call(
            client_ids, specification
        ),
    )


MEASURES = {
    "access_log_list": list_clients,
    "access_log_open": open_client,
    "access_log_short": list_eight_columns,
    "access_log_columns": read_columns,
}
