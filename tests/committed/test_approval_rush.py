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
from concurrent.futures import ThreadPoolExecutor

import pytest

from odoo import SUPERUSER_ID, api, sql_db
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

    def decide_in_pairs(self, tries):
        """Decide pairs of requests, each by its own approver; return the answers.

        Both ask a running server with several workers at once, whoever comes first.
        """
        begin = threading.Barrier(2)
        deciders = self.users[APPROVERS:]
        with self.env() as env:
            tasks = [
                [self.find_task(env, *one).id for one in zip(pair, deciders)]
                for pair in tries
            ]

        def decide_all(window, own):
            answers = []
            for task in own:
                begin.wait(PATIENCE_SECONDS)
                answers.append(window.call(TASK, "action_decide", [[task], "approve"]))
            return answers

        with serve(server.get(), get_db_name(), "rush-limits.log", WORKERS) as port:
            windows = [log_in(port, login) for login in self.by_limit]
            with ThreadPoolExecutor(2) as pool:
                columns = list(pool.map(decide_all, windows, zip(*tasks, strict=True)))
        return list(zip(*columns, strict=True))

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


def test_two_loans_beyond_the_limit_of_a_group_never_both_pass(bank):
    """Two approvers, each with his own request, decide at the same moment."""
    pairs = bank.make_groups(TRIES)
    rows = [
        {"partner_id": client, "purpose": purpose}
        for pair in pairs
        for client, purpose in zip(pair, bank.by_limit, strict=True)
    ]
    requests = bank.send(rows)
    tries = list(zip(requests[::2], requests[1::2], strict=True))
    answers = bank.decide_in_pairs(tries)
    states, ends = bank.read(requests)
    passed = [
        states[place : place + 2].count("approved")
        for place in range(0, len(states), 2)
    ]
    assert passed == [1] * TRIES, f"{TRIES - passed.count(1)} of {TRIES} tries"
    assert len(ends) == len(set(ends)) == TRIES
    refusals = [answer for pair in answers for answer in pair if answer.error]
    assert len(refusals) == TRIES
    # whoever came second is told so in a sentence, and nobody of a breakdown
    assert {answer.error for answer in refusals} == {"odoo.exceptions.UserError"}
    sentences = {answer.message for answer in refusals}
    assert all("limit" in sentence.lower() for sentence in sentences), sentences
