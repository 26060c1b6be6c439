# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Requests decided by visas, many at once.

Twenty requests, five approvers who all click twice: no decision is lost, none counts
twice, nobody sees an error, each request has one outcome. A worker that is killed in
the middle of a decision leaves nothing of it. Of two loans that together go beyond the
limit of their clients' group one is approved, never both: ``TRIES`` says how often it
is tried.
"""

import contextlib
import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import new_test_user
from odoo.tests.common import get_db_name

from tests.fuzz.server import serve
from tools import server

from .rush import WORKERS, log_in, serving_to_be_killed

READER = "bank_crm_core.group_crm_client_reader"
MANAGER = "bank_crm_core.group_crm_manager"
LOAN, TASK = "test.bank.loan", "bank.approval.task"
APPROVERS, REQUESTS = 5, 20
TRIES = int(os.environ.get("TRIES") or 30)
LIMIT, ASKED = 1000, 600
PATIENCE_SECONDS = 60


class Bank:
    """A manager, five who approve, two with limits, in a database of its own."""

    def __init__(self):
        self.registry = Registry(get_db_name())
        with self.env() as env:
            self.branch = env["bank.branch"].create({"name": "Visas", "code": "VISAS"})
            place = [Command.set(self.branch.ids)]
            users = [
                new_test_user(env, f"rush_visa_{number}", READER, branch_ids=place)
                for number in range(APPROVERS + 2)
            ]
            manager = new_test_user(env, "rush_manager", MANAGER, branch_ids=place)
            self.manager, self.users = manager.id, [user.id for user in users]
            self.logins = [user.login for user in users[:APPROVERS]]
            self.all_of_them = self.draw(env, "All", users[:APPROVERS], rule="all")
            self.by_limit = [
                self.draw(env, user.login, user, by_limit=True)
                for user in users[APPROVERS:]
            ]
            limits = [
                Command.create({"user_id": user.id, "exposure_limit": LIMIT})
                for user in users[APPROVERS:]
            ]
            matrix = {"name": "Rush", "limit_ids": limits}
            env["bank.authority.matrix"].create(matrix).action_publish()

    @contextlib.contextmanager
    def env(self, uid=SUPERUSER_ID):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, uid, {})

    def draw(self, env, name, users, **values):
        """Return the purpose that leads a loan along a new route to these users."""
        users = env["res.users"].browse([user.id for user in users])
        step = {
            "name": name,
            "who": "users",
            "user_ids": [Command.set(users.ids)],
            **values,
        }
        route = env["bank.approval.route"].create(
            {
                "name": name,
                "model_id": env["ir.model"]._get(LOAN).id,
                "condition": str([("purpose", "=", name)]),
                "sequence": 1,
                "step_ids": [Command.create(step)],
            }
        )
        route.action_publish()
        return name

    def send(self, rows):
        """Send loans; return the ids of their requests in the order of the rows."""
        with self.env(self.manager) as env:
            values = {"name": "Rush", "branch_id": self.branch.id, "amount": ASKED}
            loans = env[LOAN].create([{**values, **row} for row in rows])
            loans.action_request_approval()
            return [loan.sudo().approval_id.id for loan in loans]

    def find_task(self, env, request, user):
        domain = [("approval_id", "=", request), ("user_id", "=", user)]
        return env[TASK].search(domain)

    def make_groups(self, count):
        """Return pairs of ids of clients who belong to one group each."""
        with self.env() as env:
            clients = env["res.partner"].create(
                [
                    {
                        "name": f"Rush {number}",
                        "client_kind": "company",
                        "branch_id": self.branch.id,
                    }
                    for number in range(2 * count)
                ]
            )
            pairs = list(zip(clients.ids[::2], clients.ids[1::2], strict=True))
            env["bank.client.group"].create(
                [
                    {
                        "name": f"Rush {number}",
                        "kind": "holding",
                        "member_ids": [
                            Command.create({"partner_id": client}) for client in pair
                        ],
                    }
                    for number, pair in enumerate(pairs)
                ]
            )
            return pairs

    def read(self, requests):
        """Return the states of requests, and how often each end stands in the log."""
        with self.env() as env:
            approvals = env["bank.approval"].browse(requests)
            rows = env["bank.decision"].search(
                [
                    ("kind", "=", "approval"),
                    ("res_model", "=", LOAN),
                    ("res_id", "in", approvals.mapped("res_id")),
                    ("payload", "like", '"act":"approved"'),
                ]
            )
            return approvals.mapped("state"), sorted(rows.mapped("res_id"))

    def count(self, requests):
        """Return how many have decided, and how many of them stand in the log."""
        with self.env() as env:
            tasks = env[TASK].search([("approval_id", "in", requests)])
            rows = env["bank.decision"].search_count(
                [
                    ("kind", "=", "approval_task"),
                    ("res_model", "=", LOAN),
                    ("res_id", "in", tasks.mapped("res_id")),
                ]
            )
            return len(tasks.filtered(lambda task: task.state == "approved")), rows


@pytest.fixture(scope="module")
def bank():
    yield Bank()
    sql_db.close_db(get_db_name())


def test_twenty_requests_at_once(bank):
    requests = bank.send([{"purpose": bank.all_of_them}] * REQUESTS)
    with bank.env() as env:
        tasks = {
            login: [bank.find_task(env, request, user).id for request in requests]
            for login, user in zip(bank.logins, bank.users, strict=False)
        }
    with serve(server.get(), get_db_name(), "rush-visas.log", WORKERS) as port:
        # two windows for each: a double click does not wait for its answer
        logins = 2 * bank.logins
        with ThreadPoolExecutor(len(logins)) as pool:
            windows = list(pool.map(lambda login: log_in(port, login), logins))

            def decide_all(login, window):
                return [
                    window.call(TASK, "action_decide", [[task], "approve", "so"])
                    for task in random.sample(tasks[login], REQUESTS)
                ]

            answers = [
                row for rows in pool.map(decide_all, logins, windows) for row in rows
            ]
    assert len(answers) == 2 * APPROVERS * REQUESTS
    errors = [answer.message for answer in answers if answer.error]
    assert not errors, errors[:3]
    assert bank.count(requests) == (APPROVERS * REQUESTS, APPROVERS * REQUESTS)
    states, ends = bank.read(requests)
    assert set(states) == {"approved"}
    assert len(ends) == len(set(ends)) == REQUESTS


def test_a_worker_that_is_killed_leaves_nothing_of_a_decision(bank):
    requests = bank.send([{"purpose": bank.all_of_them}])
    with bank.env() as env:
        task = bank.find_task(env, requests[0], bank.users[0]).id
    call = (TASK, "action_decide", [[task], "approve", "so"])
    with serving_to_be_killed("rush-visa-killed.log") as (port, kill):
        kill(bank.registry, log_in(port, bank.logins[0]), *call)
        assert bank.count(requests) == (0, 0)
        assert not log_in(port, bank.logins[0]).call(*call).error
    assert bank.count(requests) == (1, 1)
    assert bank.read(requests) == (["pending"], [])


def decide(bank, request, user, begin):
    """Decide as a worker does: begin anew after losing to somebody else."""
    begin.wait(PATIENCE_SECONDS)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with bank.env(user) as env:
                bank.find_task(env, request, user).action_decide("approve")
                # time for the other to do the same before this is committed
                env.flush_all()
                time.sleep(random.random() / 100)
            return "approved"
        except UserError:
            return "refused"
        except (psycopg2.errors.SerializationFailure, psycopg2.errors.DeadlockDetected):
            time.sleep(random.random() / 50)
    raise AssertionError("one waits for the other for ever")


def test_two_loans_beyond_the_limit_of_a_group_never_both_pass(bank):
    """Two approvers, each with his own request, decide whole at the same moment."""
    pairs = bank.make_groups(TRIES)
    purposes = bank.by_limit
    rows = [
        {"partner_id": client, "purpose": purpose}
        for pair in pairs
        for client, purpose in zip(pair, purposes, strict=True)
    ]
    requests = bank.send(rows)
    deciders = bank.users[APPROVERS:]
    answers = []
    with ThreadPoolExecutor(2) as pool:
        for place in range(0, len(requests), 2):
            begin = threading.Barrier(2)
            asked = [
                pool.submit(decide, bank, request, user, begin)
                for request, user in zip(requests[place : place + 2], deciders)
            ]
            answers.append(sorted(one.result() for one in asked))
    states, ends = bank.read(requests)
    both = [
        place
        for place in range(0, len(states), 2)
        if states[place : place + 2].count("approved") != 1
    ]
    assert not both, f"{len(both)} of {TRIES} tries"
    assert len(ends) == TRIES
    assert answers == [["approved", "refused"]] * TRIES
