# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A committee of fifteen at a running server with several workers.

Everybody votes on twenty matters at once and clicks twice. Afterwards each vote is there
once, nobody has seen an error, and every matter has one outcome. A worker that is killed
in the middle of a vote leaves nothing of it.
"""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from odoo import SUPERUSER_ID, api, fields, sql_db
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import new_test_user
from odoo.tests.common import get_db_name

from tests.fuzz.server import serve
from tools import server

from .rush import log_in, serving_to_be_killed

MEMBER = "bank_approval.group_approval_committee_member"
MANAGER = "bank_crm_core.group_crm_manager"
SECRETARY = "bank_approval.group_approval_committee_secretary"
ITEM, LOAN = "bank.committee.item", "test.bank.loan"
USER_ERROR = "odoo.exceptions.UserError"
MEMBERS, MATTERS, WORKERS = 15, 20, 3


class Board:
    """A committee with its meeting, in a database of its own."""

    def __init__(self):
        self.registry = Registry(get_db_name())
        with self.env() as env:
            self.branch = env["bank.branch"].create({"name": "Rush", "code": "RUSH"})
            place = [Command.set(self.branch.ids)]
            users = [
                new_test_user(env, f"rush_member_{number}", MEMBER, branch_ids=place)
                for number in range(MEMBERS)
            ]
            secretary = new_test_user(
                env, "rush_secretary", SECRETARY, branch_ids=place
            )
            committee = env["bank.committee"].create(
                {
                    "name": "Rush",
                    "code": "RUSH",
                    "chairman_id": users[0].id,
                    "secretary_id": secretary.id,
                    "member_ids": [Command.create({"user_id": u.id}) for u in users],
                }
            )
            client = env["res.partner"].create(
                {
                    "name": "Rush Ltd",
                    "client_kind": "company",
                    "branch_id": self.branch.id,
                }
            )
            self.committee, self.client = committee.id, client.id
            self.secretary = secretary.id
            manager = new_test_user(
                env, "rush_committee_manager", MANAGER, branch_ids=place
            )
            self.manager = manager.id
            self.draw(env)
            self.logins = [user.login for user in users]

    @contextlib.contextmanager
    def env(self, uid=SUPERUSER_ID):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, uid, {})

    def draw(self, env):
        """Lead loans along a new route to the committee, and nowhere else."""
        step = {
            "name": "Board",
            "kind": "committee",
            "who": "committee",
            "committee_id": self.committee,
        }
        route = env["bank.approval.route"].create(
            {
                "name": "To the board",
                "model_id": env["ir.model"]._get(LOAN).id,
                "condition": str([("purpose", "=", "Rush to the board")]),
                "sequence": 1,
                "step_ids": [Command.create(step)],
            }
        )
        route.action_publish()

    def send(self, count):
        """Send loans to the committee; return the ids of their matters in its queue."""
        values = {
            "name": "Rush",
            "purpose": "Rush to the board",
            "branch_id": self.branch.id,
            "partner_id": self.client,
            "amount": 1000,
        }
        with self.env(self.manager) as env:
            loans = env[LOAN].create([values] * count)
            loans.action_request_approval()
            return loans.sudo().approval_id.task_ids.item_ids.ids

    def meet(self, count):
        """Return the ids of an open meeting and of its matters."""
        ids = self.send(count)
        with self.env(self.secretary) as env:
            items = env[ITEM].browse(ids)
            meeting = env["bank.committee.meeting"].create(
                {
                    "committee_id": self.committee,
                    "date": fields.Datetime.now() + timedelta(days=1),
                    "kind": "written",
                }
            )
            meeting.action_build_agenda()
            meeting.action_invite()
            meeting.action_open()
            return meeting.id, items.ids

    def finish(self, meeting_id):
        for step in ("action_close_voting", "action_count", "action_close"):
            with self.env(self.secretary) as env:
                meeting = env["bank.committee.meeting"].browse(meeting_id)
                if step == "action_close_voting" and meeting.is_ballot_running:
                    # votes are missing: only its term ends it
                    meeting.sudo()._end_ballot()
                else:
                    getattr(meeting, step)()

    def read_requests(self, ids):
        """Return the states of matters, of their requests, and the ends in the log."""
        with self.env() as env:
            items = env[ITEM].browse(ids)
            requests = items.task_id.approval_id
            rows = env["bank.decision"].search(
                [
                    ("kind", "=", "approval"),
                    ("res_model", "=", LOAN),
                    ("res_id", "in", requests.mapped("res_id")),
                    ("payload", "like", '"act":"approved"'),
                ]
            )
            return items.mapped("state"), requests.mapped("state"), len(rows)

    def count(self, ids):
        """Return how many votes there are, and how many of them stand in the log."""
        with self.env() as env:
            votes = env["bank.committee.vote"].search_count([("item_id", "in", ids)])
            rows = env["bank.decision"].search_count(
                [
                    ("kind", "=", "committee_vote"),
                    ("res_model", "=", ITEM),
                    ("res_id", "in", ids),
                ]
            )
            return votes, rows


@pytest.fixture(scope="module")
def board():
    yield Board()
    sql_db.close_db(get_db_name())


@pytest.fixture(scope="module")
def port(board):
    with serve(server.get(), get_db_name(), "rush-server.log", WORKERS) as port:
        yield port


def test_no_vote_is_lost_and_none_counts_twice(board, port):
    meeting, ids = board.meet(MATTERS)
    # two windows for each member: a double click does not wait for its answer
    with ThreadPoolExecutor(2 * MEMBERS) as pool:
        windows = list(pool.map(lambda login: log_in(port, login), 2 * board.logins))

        def vote_on_all(window):
            return [window.call(ITEM, "action_vote", [[item], "for"]) for item in ids]

        answers = [answer for rows in pool.map(vote_on_all, windows) for answer in rows]
    assert len(answers) == 2 * MEMBERS * MATTERS
    errors = [answer.message for answer in answers if answer.error]
    assert not errors, errors[:3]
    assert board.count(ids) == (MEMBERS * MATTERS, MEMBERS * MATTERS)
    board.finish(meeting)
    with board.env() as env:
        items = env[ITEM].browse(ids)
        assert set(items.mapped("state")) == {"approved"}
        assert set(items.mapped("weight_for")) == {float(MEMBERS)}
        outcomes = env["bank.decision"].search_count(
            [
                ("kind", "=", "committee_item"),
                ("res_id", "in", ids),
                ("payload", "like", '"step":"approved"'),
            ]
        )
        assert outcomes == MATTERS
    approved = ["approved"] * MATTERS
    assert board.read_requests(ids) == (approved, approved, MATTERS)


def test_two_secretaries_who_count_at_once_count_once(board, port):
    meeting, ids = board.meet(3)
    with board.env() as env:
        env["res.users"].browse(board.secretary).password = "rush_secretary"
    for login in board.logins[:9]:
        member = log_in(port, login)
        for item in ids:
            assert not member.call(ITEM, "action_vote", [[item], "for"]).error
    answers = {}
    with ThreadPoolExecutor(4) as pool:
        windows = [log_in(port, "rush_secretary") for _n in range(4)]
        for step in ("action_close_voting", "action_count", "action_close"):
            call = ("bank.committee.meeting", step, [[meeting]])
            asked = [pool.submit(window.call, *call) for window in windows]
            answers[step] = [one.result() for one in asked]
    for step, given in answers.items():
        errors = [answer for answer in given if answer.error]
        # one of them has done it; the others may be told, in a sentence
        assert len(errors) < len(given), (step, errors[0].message)
        assert {answer.error for answer in errors} <= {USER_ERROR}, errors[0].trace
    assert board.read_requests(ids) == (["approved"] * 3, ["approved"] * 3, 3)
    with board.env() as env:
        assert set(env[ITEM].browse(ids).mapped("state")) == {"approved"}
        logged = env["bank.decision"].search_count(
            [
                ("kind", "=", "committee_item"),
                ("res_id", "in", ids),
                ("payload", "like", '"step":"approved"'),
            ]
        )
        assert logged == len(ids)


def test_a_worker_that_is_killed_leaves_nothing_of_a_vote(board):
    meeting, ids = board.meet(1)
    with serving_to_be_killed("rush-killed.log") as (port, kill):
        member = log_in(port, board.logins[0])
        kill(board.registry, member, ITEM, "action_vote", [ids, "for"])
        assert board.count(ids) == (0, 0)
        again = log_in(port, board.logins[0])
        assert not again.call(ITEM, "action_vote", [ids, "for"]).error
    assert board.count(ids) == (1, 1)
    board.finish(meeting)
