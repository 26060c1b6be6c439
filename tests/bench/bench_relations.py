# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Relations: ultimate owners of many companies, totals of a group, the graph.

``ownership`` takes 100,000 edges among companies and people. *floor*: the same shares by
a plain walk in order, which knows beforehand that the order is given and that there is no
circle. ``ownership_circles`` has circles, and no floor.

``group_totals`` reads the figures of a household of twenty clients, the one with the
longest history among them. *floor*: one statement for the agreements, each once, and
one for the accounts.

``relation_graph`` reads the graph around a client with 1,000 relations. *floor*: the
rows of both levels and the names by hand-written SQL.
"""

import random

from odoo.addons.bank_crm_core.tools import ownership

from . import timing
from .base import Bank

EDGES = 100_000
MEMBERS = 20
RELATIONS = 1_000
TOTALS = """
    SELECT sum(balance) FILTER (WHERE trade = 'credit'), sum(arrears), count(*)
      FROM bank_agreement a
     WHERE state IN ('active', 'defaulted')
       AND (partner_id = ANY(%(ids)s) OR EXISTS (
            SELECT 1 FROM bank_agreement_party p WHERE p.agreement_id = a.id
               AND p.partner_id = ANY(%(ids)s) AND p.role IN ('owner', 'co_owner')))
"""
ACCOUNTS = """
    SELECT currency_id, sum(balance) FROM bank_account
     WHERE partner_id = ANY(%(ids)s) AND state <> 'closed' GROUP BY 1
"""
GRAPH = """
    WITH near AS (
        SELECT * FROM bank_relation
         WHERE partner_from_id = %(id)s OR partner_to_id = %(id)s
         ORDER BY share DESC NULLS LAST, type_id, id LIMIT 12
    ), ends AS (
        SELECT partner_from_id AS id FROM near UNION SELECT partner_to_id FROM near
    )
    SELECT r.*, f.name, t.name, k.name
      FROM ends e JOIN bank_relation r ON r.partner_from_id = e.id
      JOIN res_partner f ON f.id = r.partner_from_id
      JOIN res_partner t ON t.id = r.partner_to_id
      JOIN bank_relation_type k ON k.id = r.type_id LIMIT 200
"""


def _draw_edges(count, circles=True):
    """Return edges: companies 0, 1, 2 … owned by people and by earlier companies."""
    rng = random.Random(20260131)
    edges, company = [], 0
    while len(edges) < count:
        left = 1.0
        for _owner in range(rng.randint(1, 4)):
            share = round(left * rng.uniform(0.2, 0.8), 4)
            left -= share
            is_person = company < 10 or rng.random() < 0.7
            owner = f"p{rng.randrange(count)}" if is_person else rng.randrange(company)
            edges.append((owner, company, share))
        if circles and company % 10 == 9:
            edges.append((company, company - 1, 0.01))
            edges.append((company - 1, company, 0.01))
        company += 1
    return edges


def _walk_in_order(edges):
    shares = {}
    for owner, company, share in edges:
        row = shares.setdefault(company, {})
        for name, part in shares.get(owner, {owner: 1}).items():
            row[name] = row.get(name, 0) + share * part
    return shares


def measure_ownership(env, _count):
    plain = _draw_edges(EDGES, circles=False)
    found, by_hand = ownership.compute_shares(plain).shares, _walk_in_order(plain)
    for company, row in by_hand.items():
        for owner, share in row.items():
            if abs(found[company][owner] - share) > 1e-9:
                raise AssertionError(f"shares of {company} differ")
    return {
        "ours_s": timing.median(lambda: ownership.compute_shares(plain), 3),
        "floor_s": timing.median(lambda: _walk_in_order(plain), 3),
        "stock_s": None,
    }


def measure_ownership_circles(env, _count):
    """A walk in order has no answer here: a tenth of the companies own each other."""
    edges = _draw_edges(EDGES)
    return {
        "ours_s": timing.median(lambda: ownership.compute_shares(edges), 3),
        "floor_s": None,
        "stock_s": None,
    }


def measure_group_totals(env, count):
    bank = Bank(env, count)
    clients = bank.clients_of(bank.manager, MEMBERS - 1) | bank.long_client
    group = env["bank.client.group"].create(
        {
            "name": "Bench",
            "member_ids": [
                (0, 0, {"partner_id": client.id, "is_primary_member": not place})
                for place, client in enumerate(clients)
            ],
        }
    )
    env.flush_all()
    ids = group.member_ids.partner_id.ids
    group = group.with_user(bank.auditor)

    def by_hand():
        env.cr.execute(TOTALS, {"ids": ids})
        env.cr.fetchall()
        env.cr.execute(ACCOUNTS, {"ids": ids})
        env.cr.fetchall()

    return {
        "ours_s": timing.median(
            lambda: group.read(["debt", "savings", "arrears"]), 5, env.invalidate_all
        ),
        "floor_s": timing.median(by_hand),
        "stock_s": None,
    }


def measure_graph(env, count):
    bank = Bank(env, count)
    client = bank.long_client
    people = env["res.partner"].search(
        [("client_kind", "=", "person"), ("id", "!=", client.id)], limit=RELATIONS
    )
    kind = env.ref("bank_crm_core.bank_relation_type_influence")
    env["bank.relation"].create(
        [
            {
                "type_id": kind.id,
                "partner_from_id": person.id,
                "partner_to_id": client.id,
            }
            for person in people
        ]
    )
    env.flush_all()
    card = client.with_user(bank.auditor)

    def by_hand():
        env.cr.execute(GRAPH, {"id": client.id})
        env.cr.fetchall()

    return {
        "ours_s": timing.median(card.get_relation_graph, 5, env.invalidate_all),
        "floor_s": timing.median(by_hand),
        "stock_s": None,
    }


MEASURES = {
    "ownership": measure_ownership,
    "ownership_circles": measure_ownership_circles,
    "group_totals": measure_group_totals,
    "relation_graph": measure_graph,
}
