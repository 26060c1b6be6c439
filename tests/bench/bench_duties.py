# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The proof of separated duties for a whole bank: 500 users, 200 routes.

``duties_proof`` is the plain core alone. The floor walks the same graph with sets of
integers, without limits, without acts and without the ways that a breach is shown by.
The number of clients is nothing to it; ten delegations across the two sides are planted,
and the answers must agree.

``duties_screen`` is what a controller waits for: employees, roles, delegations, routes
and limits of the database are read, the proof is made twice (strict, and with roles that
somebody could give himself), told in sentences, kept, and its page is read. *floor*: the
same set-up read by plain statements. Who was planted must be among those that it finds.
"""

import random
import statistics
import time

from odoo.fields import Command, Date
from odoo.tools import SQL

from odoo.addons.bank_approval.tools.duties import Delegation, Duties, Limit, Route

from . import web_client
from .catalogue import SILENT

AUDITOR = "bank_base.group_bank_auditor"
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


class Staff:
    """Employees on two sides, routes between them. In the database; all rolled back."""

    def __init__(self, env):
        self.env = env(su=True, context={**env.context, **SILENT})
        officers = self._make_groups("officer")
        heads = self._make_groups("head", officers)
        maker = self.env.ref("sales_team.group_sale_salesman")
        self.users = self._make_users(maker, heads)
        self.planted = self._delegate()
        self.routes = self._draw(officers)

    def _make_groups(self, name, implied=None):
        return self.env["res.groups"].create(
            [
                {
                    "name": f"{name} {number}",
                    "implied_ids": [
                        Command.set(implied[number].ids if implied else [])
                    ],
                }
                for number in range(ROLES // 3)
            ]
        )

    def _make_users(self, maker, heads):
        """Return employees: the odd begin what the even decide on."""
        employee = self.env.ref("base.group_user")
        roles = [
            employee | (maker if number % 2 else heads[number % len(heads)])
            for number in range(USERS)
        ]
        return self.env["res.users"].create(
            [
                {
                    "login": f"bench_duties_{number}",
                    "name": f"Employee {number}",
                    "group_ids": [Command.set(own.ids)],
                }
                for number, own in enumerate(roles)
            ]
        )

    def _delegate(self):
        """Return the ten who may do both; the other deputies stay on their side."""
        draw = random.Random(20260131)
        pairs = [(n, draw.randrange(n % 2, USERS, 2)) for n in range(20, USERS)]
        planted = [(2 * n, 2 * n + 1) for n in range(min(10, USERS // 2))]
        today = Date.today()
        rows = self.env["bank.delegation"].create(
            [
                {
                    "from_user_id": self.users[principal].id,
                    "to_user_id": self.users[deputy].id,
                    "act": "any",
                    "date_start": today,
                    "date_end": Date.add(today, days=30),
                    "reason": "Leave",
                }
                for principal, deputy in pairs + planted
                if principal != deputy
            ]
        )
        self._put_into_force(rows, "active")
        return self.users.browse(self.users[deputy].id for _head, deputy in planted)

    def _draw(self, officers):
        model = self.env["ir.model"]._get("crm.lead").id
        routes = self.env["bank.approval.route"].create(
            [
                {
                    "name": f"Route {number}",
                    "model_id": model,
                    "step_ids": [
                        Command.create(
                            {
                                "name": "Head",
                                "who": "group",
                                "group_id": officers[number % len(officers)].id,
                            }
                        )
                    ],
                }
                for number in range(ROUTES)
            ]
        )
        self._put_into_force(routes, "published")
        return routes

    def _put_into_force(self, rows, state):
        """Without trials and second persons, which are measured elsewhere."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET state = %s WHERE id = ANY(%s)",
                SQL.identifier(rows._table),
                state,
                rows.ids,
            )
        )
        self.env.invalidate_all()


def measure_duties_screen(env, _count):
    staff = Staff(env)
    auditor = env["res.users"].create(
        {
            "login": "bench_duties_auditor",
            "name": "Auditor",
            "group_ids": [Command.set(env.ref(AUDITOR).ids)],
        }
    )
    proofs = env["bank.approval.proof"].with_user(auditor)
    form = env.ref("bank_approval.bank_approval_proof_view_form").id
    names = web_client.read_specification(proofs.env, proofs._name, form)
    pages = []

    def look():
        env.invalidate_all()
        proof = proofs.browse(proofs.action_prove()["res_id"])
        pages.append(proof.web_read(names)[0])

    seconds = _get_median(look)
    found = proofs.search([], limit=1).line_ids.filtered(
        lambda row: row.kind == "breach"
    )
    if missed := staff.planted - found.user_id:
        raise AssertionError(f"not found: {missed.mapped('name')}")
    return {
        "ours_s": seconds,
        "floor_s": _get_median(lambda: _read_by_hand(env)),
        "stock_s": None,
        "users": pages[-1]["user_count"],
        "routes": pages[-1]["route_count"],
        "breaches": pages[-1]["breach_count"],
    }


def _read_by_hand(env):
    """Read who has which roles, who acts for whom and who ends which route."""
    for query in (
        "SELECT uid, gid FROM res_groups_users_rel",
        "SELECT gid, hid FROM res_groups_implied_rel",
        "SELECT from_user_id, to_user_id, amount_limit FROM bank_delegation",
        "SELECT route_id, group_id, who FROM bank_approval_step",
        "SELECT model_id, group_id FROM ir_model_access",
    ):
        env.cr.execute(query)
        env.cr.fetchall()


MEASURES = {
    "duties_proof": measure_duties_proof,
    "duties_screen": measure_duties_screen,
}
