# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Approvals of a whole bank: applications are sent by the thousand, one inbox is opened.

``approval_start``: a manager sends 10,000 applications in one batch along a route of
two steps, the second within limits of authority; the transaction ends without its
commit. *floor*: the rows of requests, rounds, steps and tasks by one INSERT a table.

``approval_inbox``: one of those who are asked opens his list, as the web client reads
it, with 100,000 open tasks in the base, fifty of them his own. *floor*: the same rows by
one statement, without rights, without papers and without the exposure of a group.
"""

import time
from contextlib import contextmanager

from lxml import etree

from odoo.fields import Command
from odoo.tools import SQL

from . import prototype, timing
from .base import Bank
from .catalogue import SILENT
from .tables import reserve

REQUESTS, TASKS, OWN = 10_000, 100_000, 50
LIMIT = 10**12


class Lending:
    """Applications of one manager, a route and limits for them. All rolled back."""

    def __init__(self, env, n):
        self.env = env(su=True, context={**env.context, **SILENT})
        self.bank = Bank(env, n)
        self.manager = self.bank.manager
        self.clients = self.env["res.partner"].search(
            [("manager_id", "=", self.manager.id), ("client_kind", "=", "person")]
        )
        self.approver = self._make_user("bench_approver")
        self.other = self._make_user("bench_other")
        self._draw()

    def _make_user(self, login):
        group = self.env.ref("bank_crm_core.group_crm_client_reader")
        return self.env["res.users"].create(
            {
                "login": login,
                "name": login,
                "group_ids": [Command.set(group.ids)],
                "branch_ids": [Command.set(self.manager.branch_ids.ids)],
            }
        )

    def _draw(self):
        asked = [Command.set(self.approver.ids)]
        step = {"who": "users", "user_ids": asked}
        self.route = self.env["bank.approval.route"].create(
            {
                "name": "Bench",
                "model_id": self.env["ir.model"]._get("bank.application").id,
                "sequence": 0,
                "step_ids": [
                    Command.create({**step, "name": "Head", "by_limit": True}),
                    Command.create(
                        {**step, "name": "Board", "sequence": 20, "by_limit": True}
                    ),
                ],
            }
        )
        self.route.action_publish()
        limit = {"user_id": self.approver.id, "exposure_limit": LIMIT}
        matrix = {"name": "Bench", "limit_ids": [Command.create(limit)]}
        self.env["bank.authority.matrix"].create(matrix).action_publish()

    def make_applications(self, count):
        """Return applications at their review: one by the ORM, the rest copied."""
        deal, application = self._make_one()
        deals = self._copy(deal, count, {})
        first = reserve(self.env, "bank_application", count)
        clients = self.clients[: min(len(self.clients), count)].ids
        varied = {
            "id": f"{first} + n",
            "deal_id": f"{deals} + n",
            "partner_id": f"(ARRAY{clients})[n %% {len(clients)} + 1]",
            "name": "'bench-' || n",
        }
        self._insert(application, varied, count)
        found = self.env["bank.application"].browse(range(first, first + count))
        return found.with_user(self.manager)

    def _make_one(self):
        product = self.env["bank.product"].search([("trade", "=", "credit")], limit=1)
        deal = self.env["crm.lead"].create(
            {
                "name": "Bench",
                "type": "opportunity",
                "partner_id": self.clients[0].id,
                "product_id": product.id,
                "user_id": self.manager.id,
                "amount": 500_000,
                "term_months": 24,
            }
        )
        application = self.env["bank.application"].create(
            {"deal_id": deal.id, "purpose": "A car"}
        )
        review = application.process_id._get_stages().filtered("is_review")[:1]
        self.env.flush_all()
        # the gate before the review is measured elsewhere
        self.env.cr.execute(
            "UPDATE bank_application SET stage_id = %s WHERE id = %s",
            [review.id, application.id],
        )
        self.env.invalidate_all(flush=False)
        return deal, application

    def _copy(self, record, count, varied):
        """Copy a row; return the id of the first copy."""
        first = reserve(self.env, record._table, count)
        self._insert(record, {**varied, "id": f"{first} + n"}, count)
        return first

    def _insert(self, record, varied, count):
        row = prototype.read_row(self.env, record)
        source = f"FROM generate_series(0, {count - 1}) n"
        varied = {key: text.replace("%%", "%") for key, text in varied.items()}
        prototype.insert(self.env, record._table, row, varied, source)

    def make_tasks(self, applications, count, own):
        """Make ``count`` open tasks, ``own`` of them the approver's: all by copying."""
        applications[:1].action_request_approval()
        self.env.flush_all()
        each = max(1, count // len(applications))
        document = f"{applications.ids[0]} + n / {each}"
        # his own lie all over the table
        mine = f"n % {count // own} = 0"
        user = f"CASE WHEN {mine} THEN {self.approver.id} ELSE {self.other.id} END"
        approval = applications[:1].sudo().approval_id
        self.copy_request(approval, count, document, user_id=user)
        # as the database does by itself for what was committed
        tables = [approval._table, approval.round_ids._table, approval.turn_ids._table]
        for table in [*tables, "bank_approval_task", "bank_application", "crm_lead"]:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        self.env.invalidate_all()

    def copy_request(self, approval, count, document, **of_tasks):
        """Copy a request with its round, steps and tasks, a statement a row of it.

        :param document: the id of the document of copy ``n``, in SQL
        """
        self.env.cr.execute("DROP INDEX IF EXISTS bank_approval_running_uniq")
        same = {"res_id": document}
        same["approval_id"] = f"{self._copy(approval, count, same)} + n"
        passage = f"{self._copy(approval.round_ids, count, same)} + n"
        for turn in approval.turn_ids:
            first = self._copy(turn, count, {**same, "round_id": passage})
            for task in turn.task_ids:
                varied = {**same, "turn_id": f"{first} + n", **of_tasks}
                self._copy(task, count, varied)


def measure_approval_start(env, n):
    lending = Lending(env, n)
    applications = lending.make_applications(min(REQUESTS, n) + 11)
    with _as_with_a_history(env.cr):
        small = timing.count_queries(env, applications[:1].action_request_approval)
        ten = timing.count_queries(env, applications[1:11].action_request_approval)
    if ten > small:
        raise AssertionError(f"ten requests cost {ten} statements, one costs {small}")
    rest = applications[11:]
    env.invalidate_all()
    start = time.perf_counter()
    queries = timing.count_queries(env, rest.action_request_approval)
    seconds = time.perf_counter() - start
    return {
        "ours_s": seconds,
        "floor_s": _copy_by_hand(lending, applications[:1], rest),
        "stock_s": None,
        "requests": len(rest),
        "one_request_ms": 1000 * seconds / len(rest),
        "queries": queries,
        "queries_of_one": small,
    }


@contextmanager
def _as_with_a_history(cr):
    """Let foreign keys be checked as where there are requests already.

    How a session checks them is planned with the first rows. After an earlier measure,
    which was rolled back, the tables count as empty: they would be read whole for each
    of the ten thousand.
    """
    cr.execute("SET LOCAL enable_seqscan = off")
    yield
    cr.execute("SET LOCAL enable_seqscan = on")


def _copy_by_hand(lending, sent, rest):
    """Return the seconds of the bare rows of as many requests."""
    approval, document = sent.sudo().approval_id, f"{rest.ids[0]} + n"
    with lending.env.cr.savepoint(flush=False) as savepoint:
        seconds = timing.once(
            lambda: lending.copy_request(approval, len(rest), document)
        )
        savepoint.rollback()
    return seconds


INBOX_BY_HAND = """
    SELECT t.id, p.complete_name, a.amount, s.name, u.login, t.date_due, d.name,
           (SELECT count(*) FROM ir_attachment f WHERE f.res_model = t.res_model
               AND f.res_id = t.res_id)
      FROM bank_approval_task t JOIN bank_approval a ON a.id = t.approval_id
      JOIN bank_approval_step s ON s.id = t.step_id
      JOIN res_users u ON u.id = t.user_id
      JOIN bank_application d ON d.id = t.res_id
      JOIN res_partner p ON p.id = a.partner_id
     WHERE t.user_id = %s AND t.state = 'open' ORDER BY t.date_due, t.id LIMIT 80
"""


class Inbox:
    """The list of one user, read as the web client reads it."""

    def __init__(self, tasks):
        self.tasks = tasks
        view = tasks.env.ref("bank_approval.bank_approval_task_view_list")
        arch = tasks.get_view(view.id, "list")["arch"]
        with_name = {"fields": {"display_name": {}}}
        self.specification = {
            name: with_name if tasks._fields[name].type == "many2one" else {}
            for name in etree.fromstring(arch).xpath("//field/@name")
        }

    def read(self):
        domain = [("is_mine", "=", True)]
        page = self.tasks.web_search_read(domain, self.specification, limit=80)
        return {row["id"] for row in page["records"]}

    def forget(self):
        self.tasks.env.flush_all()
        self.tasks.env.invalidate_all()


def measure_approval_inbox(env, n):
    lending = Lending(env, n)
    applications = lending.make_applications(min(REQUESTS, n))
    count = min(TASKS, 10 * n)
    lending.make_tasks(applications, count, OWN)
    inbox = Inbox(env["bank.approval.task"].with_user(lending.approver))
    query = SQL(INBOX_BY_HAND, lending.approver.id)
    by_hand = {row[0] for row in env.execute_query(query)}
    if inbox.read() != by_hand or len(by_hand) < OWN:
        raise AssertionError("the inbox and the statement by hand differ")
    ours = timing.median(inbox.read, 15, inbox.forget)
    inbox.forget()
    start = time.process_time()
    queries = timing.count_queries(env, inbox.read)
    return {
        "ours_s": ours,
        "floor_s": timing.median(lambda: env.execute_query(query), 15),
        "stock_s": None,
        "open_tasks": count,
        "own": len(by_hand),
        "queries": queries,
        # of the server's process: without the database and without waiting for others
        "cpu_s": time.process_time() - start,
    }


MEASURES = {
    "approval_inbox": measure_approval_inbox,
    "approval_start": measure_approval_start,
}
