# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The proof of separated duties for a whole bank: 500 users, 200 routes.

The floor walks the same graph with sets of integers alone, without limits, without
acts and without the ways that a breach is shown by. The number of clients is nothing
to it; ten delegations across the two sides are planted, and the answers must agree.
"""

import random
import statistics
import time

from odoo.addons.bank_approval.tools.duties import Delegation, Duties, Limit, Route

USERS, ROUTES, ROLES, REPEATS = 500, 200, 60, 5


def _make_bank():
    """Return duties, routes, and the plain sets that the floor works with."""
    draw = random.Random(20260131)
    users = {
        user: [f"manager{user % 20}" if user % 2 else f"head{user % 20}"]
        for user in range(USERS)
    }
    implied = {f"head{n}": [f"officer{n}"] for n in range(ROLES // 3)}
    delegations = []
    for _row in range(USERS):
        principal = draw.randrange(0, USERS)
        # deputies stay on their own side, so that only planted ones are breaches
        deputy = draw.randrange(principal % 2, USERS, 2)
        if principal != deputy:
            delegations.append(Delegation(principal, deputy, can_pass_on=True))
    for route in range(0, ROUTES, 20):
        owner = 2 * (route // 2)
        delegations.append(Delegation(owner, owner + 1, can_pass_on=True, limit=1e9))
    limits = [Limit(1e9, roles=frozenset(implied))]
    routes = [
        Route(
            route,
            initiator_roles=frozenset(f"manager{n}" for n in range(1, 20, 2)),
            final_roles=frozenset(f"officer{n}" for n in range(0, 20, 2)),
            smallest=1e6,
            has_limits=True,
        )
        for route in range(ROUTES)
    ]
    return Duties(users, implied, delegations, limits), routes, delegations


def _walk_by_hand(delegations):
    """Return ``{(user, route)}`` of breaches: bare reachability, two steps."""
    lent = {}
    for row in delegations:
        lent.setdefault(row.deputy, set()).add(row.principal)
    found = set()
    for route in range(ROUTES):
        for user in range(USERS):
            near = lent.get(user, set())
            acting = {user, *near}
            for colleague in near:
                acting |= lent.get(colleague, set())
            if any(one % 2 for one in acting) and any(not one % 2 for one in acting):
                found.add((user, route))
    return found


def _get_median(function):
    times = []
    for _repeat in range(REPEATS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure_duties_proof(_env, _count):
    duties, routes, delegations = _make_bank()

    def prove():
        # as the first time: nothing known of who acts for whom
        duties._acting.clear()
        return duties.prove(routes)

    found = {(breach.user, breach.route) for breach in prove().breaches}
    if not found or found != _walk_by_hand(delegations):
        raise AssertionError("the proof and the walk by hand differ")
    return {
        "ours_s": _get_median(prove),
        "floor_s": _get_median(lambda: _walk_by_hand(delegations)),
        "stock_s": None,
        "users": USERS,
        "routes": ROUTES,
        "breaches": len(found),
    }


MEASURES = {"duties_proof": measure_duties_proof}
