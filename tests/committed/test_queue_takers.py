# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Employees who take from one queue at the same moment, each by a connection of his own.

That nobody waits is shown without a clock: all of them take before any of them ends.
Whoever had to wait for another would wait for ever; ``lock_timeout`` turns that into a
failure.
"""

import contextlib
from unittest.mock import patch

import psycopg2
import pytest

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import new_test_user
from odoo.tests.common import get_db_name

from odoo.addons.bank_crm_core.models.queue import bank_queue_push
from odoo.addons.base.models.ir_cron import IrCron

READER = "bank_crm_core.group_crm_client_reader"
MANAGER = "bank_crm_core.group_crm_manager"


class Office:
    """A queue with three employees in a database of its own."""

    def __init__(self):
        self.registry = Registry(get_db_name())
        with self.env() as env:
            branch = env["bank.branch"].create({"name": "Takers", "code": "TAKERS"})
            place = [Command.set(branch.ids)]
            users = [
                new_test_user(env, f"taker_{number}", READER, branch_ids=place)
                for number in range(3)
            ]
            asker = new_test_user(env, "taker_asker", MANAGER, branch_ids=place)
            client = env["res.partner"].create(
                {"name": "Taken", "client_kind": "person", "branch_id": branch.id}
            )
            self.users = [user.id for user in users]
            self.asker, self.client = asker.id, client.id

    @contextlib.contextmanager
    def env(self, uid=SUPERUSER_ID):
        with self.registry.cursor() as cr:
            # also where nobody is meant to wait: a test that waits for ever says nothing
            cr.execute("SET LOCAL lock_timeout = '5s'")
            yield api.Environment(cr, uid, {})

    @contextlib.contextmanager
    def open_env(self, uid=SUPERUSER_ID):
        """A transaction that ends without a trace unless the test commits it."""
        cr = self.registry.cursor()
        cr.execute("SET LOCAL lock_timeout = '5s'")
        try:
            yield api.Environment(cr, uid, {})
        finally:
            with contextlib.suppress(psycopg2.Error):
                cr.close()

    def ask(self, count, mode="pull"):
        """Return a new queue and the ids of the requests that wait in it."""
        with self.env() as env:
            queue = env["bank.queue"].create(
                {
                    "name": "Takers",
                    "mode": mode,
                    "member_ids": [
                        Command.create({"user_id": uid}) for uid in self.users
                    ],
                }
            )
        with self.env(self.asker) as env:
            values = {
                "subject": "Check",
                "queue_id": queue.id,
                "res_model": "res.partner",
                "res_id": self.client,
                "date_due": "2026-03-05",
            }
            requests = env["bank.request"].create([values] * count)
        return queue.id, requests.ids

    def get_holders(self, ids):
        """Return who holds each request and who has a task for it."""
        with self.env() as env:
            requests = env["bank.request"].browse(ids)
            tasks = env["mail.activity"].search([("request_id", "in", ids)])
            holders = {row.id: row.user_id.id for row in requests}
            return holders, sorted(
                (task.request_id.id, task.user_id.id) for task in tasks
            )


@pytest.fixture(scope="module")
def office():
    yield Office()
    sql_db.close_db(get_db_name())


def test_nobody_gets_the_same_and_nobody_waits(office):
    _queue, ids = office.ask(2)
    with contextlib.ExitStack() as stack:
        envs = [stack.enter_context(office.open_env(uid)) for uid in office.users]
        for env in envs:
            env["bank.request"].action_take_next()
        taken = [
            env["bank.request"]
            .search([("user_id", "=", env.uid), ("id", "in", ids)])
            .ids
            for env in envs
        ]
        for env in envs:
            env.cr.commit()
    assert taken == [[ids[0]], [ids[1]], []]
    holders, tasks = office.get_holders(ids)
    assert holders == dict(zip(ids, office.users, strict=False))
    assert tasks == sorted(holders.items())


def test_what_a_colleague_is_taking_is_refused_at_once(office):
    _queue, ids = office.ask(1)
    first, second = office.users[:2]
    with office.open_env(first) as one, office.open_env(second) as two:
        one["bank.request"].browse(ids).action_take()
        with pytest.raises(UserError):
            two["bank.request"].browse(ids).action_take()
        one.cr.commit()
    assert office.get_holders(ids)[0] == {ids[0]: first}


def test_two_hand_out_at_once_and_one_is_killed(office):
    queue_id, ids = office.ask(6, mode="push")
    with (
        patch.object(bank_queue_push, "SLICE", 2),
        patch.object(IrCron, "_commit_progress", return_value=0.0),
    ):
        with office.open_env() as killed:
            killed["bank.queue"].browse(queue_id)._push_slice(
                killed["bank.request"], set()
            )
            with office.env() as env:
                env["bank.queue"].browse(queue_id)._push_slice(
                    env["bank.request"], set()
                )
            # the first is gone before it has committed
        holders, _tasks = office.get_holders(ids)
        assert [bool(holders[row_id]) for row_id in ids] == [
            False,
            False,
            True,
            True,
            False,
            False,
        ]
        for _run in range(3):
            with office.env() as env:
                env["bank.queue"]._cron_push()
    holders, tasks = office.get_holders(ids)
    assert all(holders.values())
    assert tasks == sorted(holders.items())
    assert sorted(map(list(holders.values()).count, office.users)) == [2, 2, 2]
