# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Screening as the product does it: lists loaded by their screen, hits entered.

The floor is the bare tool, asked for the same names over the same index: what is ours
beyond it are birth dates, countries, thresholds, sentences and the rows of hits.
"""

import json
import os
import statistics
import time
from pathlib import Path
from random import Random

from odoo.tools import SQL

from odoo.addons.bank_text.tools.screening import search

from .base import Bank
from .bench_screening import ROOT, draw_births, draw_people

NAMES = 200
MOST_SAMPLED = 500


def _load_lists(env):
    """Load both lists through the product; the files are those of the bare tool."""
    data = Path(os.environ.get("BANK_DATA", ROOT.parent / "shared" / "data"))
    union = data / "un" / "consolidated.xml"
    if not union.exists():
        raise SystemExit(f"No {union}: set BANK_DATA.")
    lists = env["bank.watchlist"]
    files = {
        name: (data / "ofac" / f"{name}.csv").read_bytes() for name in ("sdn", "alt")
    }
    lists.load_file("ofac", files)
    lists.load_file("un", union.read_bytes())


def measure_match(env, _n):
    """One name with its birth date by ``bank.screening.match``, as an interface asks."""
    _load_lists(env)
    screening, random = env["bank.screening"], Random(1)
    people, born = draw_people(random, NAMES), draw_births(random, NAMES)
    index, _names_of = screening._get_index()
    ours, floor = [], []
    for name, day in zip(people, born, strict=True):
        question = {"name": name, "birth_date": day.isoformat(), "kind": "person"}
        index.find_like.cache_clear()
        start = time.perf_counter()
        screening.match([question])
        middle = time.perf_counter()
        index.find_like.cache_clear()
        asked = time.perf_counter()
        search(index, name, True, 20)
        floor.append(time.perf_counter() - asked)
        ours.append(middle - start)
    return {
        "ours_s": statistics.median(ours),
        "floor_s": statistics.median(floor),
        "stock_s": None,
        "ours_95_s": sorted(ours)[int(0.95 * len(ours))],
    }


def measure_clients(env, n):
    """All clients of the bank by a run, slice by slice, hits and all."""
    Bank(env, n)
    _load_lists(env)
    run, statements = env["bank.screening"]._start("all"), env.cr.sql_log_count
    start = time.perf_counter()
    while run.state == "running":
        run._do_slice()
    env.flush_all()
    ours = time.perf_counter() - start
    figures = {
        "clients": run.client_count,
        "hits": run.hit_count,
        "clients_a_second": round(run.client_count / ours),
        "statements": env.cr.sql_log_count - statements,
    }
    print(json.dumps({"figure": "screening_clients", **figures}))
    return {"ours_s": ours, "floor_s": _ask_tool(run), "stock_s": None}


def _ask_tool(run):
    """Return the seconds of the bare tool for all clients, told from a sample."""
    clients = run._read_clients(SQL("%s", run._get_scope()), MOST_SAMPLED)
    index, _names_of = run._get_index()
    least = min(run.env["bank.watchlist"].search([]).mapped("threshold"))
    start = time.perf_counter()
    for _id, name, _born, _country, kind, _hash in clients:
        search(index, name, kind != "company", 30, least - 0.08)
    return (time.perf_counter() - start) * run.client_count / len(clients)


MEASURES = {"screening_match": measure_match, "screening_clients": measure_clients}
