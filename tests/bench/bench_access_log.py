# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the read log costs a request, through the whole of Odoo's HTTP stack.

``access_log_list`` and ``access_log_open`` ask for what the web client asks for with the
real list and the real card of clients; ``access_log_short`` is the least that a page of
clients can be, eight columns, and ``access_log_columns`` one card without its lists. The
other ways in: a name typed into a field (``access_log_names``), a list grouped by
managers (``access_log_group``), files of the page (``access_log_csv``, ``_xlsx``), the
statement of a client as PDF (``access_log_report``) and a page over JSON-2
(``access_log_json2``).

``ours_s`` is a request that is logged, ``floor_s`` the same one with the log switched
off in the measuring process, the two taking turns; ``more_s`` is the median of what a
request took longer than its neighbour, ``share`` that of the floor, ``*_cpu_s`` the time
of this process alone and ``wait_s`` how long the answer, made already, waited for its row.
"""

import json

from . import web_client
from .logged_requests import PAGE, Request, call_kw, compare

LIST = "bank_crm_core.res_partner_view_list_client"
CARD = "bank_crm_core.res_partner_view_form_client"
STATEMENT = "bank_crm_core.client_statement"
# a page takes a tenth of a second to lay out
PRINTED = 60
COLUMNS = ("complete_name", "phone", "email", "city", "birth_date", "inn")


def _ask_page(reader, specification):
    return call_kw(
        "web_search_read",
        domain=reader.domain,
        specification=specification,
        limit=PAGE,
        count_limit=10_001,
    )


def _read_view(env, reader, view, kind):
    """Return what the measure's employee asks for with a view."""
    own = env(user=reader.user.id, su=False)
    return web_client.read_specification(own, "res.partner", env.ref(view).id, kind)


def list_clients(env, _count):
    """The first page of the list of clients."""
    return compare(
        env, lambda reader: _ask_page(reader, _read_view(env, reader, LIST, "list"))
    )


def open_client(env, _count):
    """The card of a client with its lists."""

    def ask(reader):
        specification = _read_view(env, reader, CARD, "form")
        return call_kw("web_read", reader.clients[:1].ids, specification=specification)

    return compare(env, ask)


def list_eight_columns(env, _count):
    """A page of 80 clients with eight columns."""
    specification = {
        **{name: {} for name in COLUMNS},
        "manager_id": {"fields": {"display_name": {}}},
        "branch_id": {"fields": {"display_name": {}}},
    }
    return compare(env, lambda reader: _ask_page(reader, specification))


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

    def ask(reader):
        return call_kw("web_read", reader.clients[:1].ids, specification=specification)

    return compare(env, ask)


def find_names(env, _count):
    """The eight names offered below a field, as the web client asks for them."""
    return compare(
        env,
        lambda reader: call_kw(
            "name_search", name="Bench 1", domain=reader.domain, limit=8
        ),
    )


def group_clients(env, _count):
    """The list of clients grouped by managers, groups folded."""
    return compare(
        env,
        lambda reader: call_kw(
            "web_read_group",
            domain=reader.domain,
            groupby=["manager_id"],
            aggregates=["__count"],
            limit=PAGE,
        ),
    )


def _export(env, kind):
    """A page of clients as a file, its row sent before it is made."""

    def ask(reader):
        names = [*COLUMNS, "manager_id", "branch_id"]
        wanted = {
            "model": "res.partner",
            "fields": [{"name": name, "label": name, "type": "char"} for name in names],
            "ids": reader.clients.ids,
            "domain": [],
            "import_compat": False,
        }
        query = {"data": json.dumps(wanted)}
        return Request(f"/web/export/{kind}", {"query_string": query})

    return compare(env, ask)


def export_csv(env, _count):
    """A page of clients as csv."""
    return _export(env, "csv")


def export_xlsx(env, _count):
    """A page of clients as xlsx."""
    return _export(env, "xlsx")


def print_statement(env, _count):
    """The statement of agreements of one client as PDF."""
    return compare(
        env,
        lambda reader: Request(f"/report/pdf/{STATEMENT}/{reader.clients[:1].id}"),
        runs=PRINTED,
    )


def read_over_json2(env, _count):
    """A page of clients with eight columns over JSON-2, by an API key."""

    def ask(reader):
        names = [*COLUMNS, "manager_id", "branch_id"]
        options = {
            "method": "POST",
            "json": {"domain": reader.domain, "fields": names, "limit": PAGE},
            "headers": {"Authorization": f"Bearer {reader.key}"},
        }
        return Request("/json/2/res.partner/search_read", options)

    return compare(env, ask)


MEASURES = {
    "access_log_list": list_clients,
    "access_log_open": open_client,
    "access_log_short": list_eight_columns,
    "access_log_columns": read_columns,
    "access_log_names": find_names,
    "access_log_group": group_clients,
    "access_log_csv": export_csv,
    "access_log_xlsx": export_xlsx,
    "access_log_report": print_statement,
    "access_log_json2": read_over_json2,
}
