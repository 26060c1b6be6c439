# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Deals through a gate with ten checks: conditions, fields, finished tasks.

``deal_stage_50``: a client manager moves fifty deals one stage on and the transaction
ends (tracking included, without the commit itself).

* *stock*: the stage of fifty plain leads is written in the same database, where they
  follow no process: all that ``crm`` does, and nothing of ours but its guards.
* *floor*: one UPDATE.

``deal_stage_1``: the same for one deal, as a manager presses the button.

``gate_1000``: what blocks a thousand deals, one in ten of which does not pass.

* *floor*: the ten conditions by hand, a statement each, with the ids as they come.

It raises when the number of statements depends on the number of deals.
"""

import sys

from odoo.fields import Command

from . import timing
from .base import Bank
from .catalogue import SILENT

AMOUNT, TERM = 500_000.0, 24
REPEATS = 7
# name, domain, the same by hand
CONDITIONS = (
    (
        "A client of the bank",
        "[('partner_id.client_kind', '!=', False)]",
        "EXISTS (SELECT 1 FROM res_partner p WHERE p.id = d.partner_id"
        " AND p.client_kind IS NOT NULL)",
    ),
    ("An amount", "[('amount', '>', 0)]", "amount > 0"),
    ("Not too large", "[('amount', '<=', 10000000)]", "amount <= 10000000"),
    ("A term", "[('term_months', '>', 0)]", "term_months > 0"),
    (
        "Of age",
        "[('partner_id.birth_date', '<', '2008-01-01')]",
        "EXISTS (SELECT 1 FROM res_partner p WHERE p.id = d.partner_id"
        " AND p.birth_date < '2008-01-01')",
    ),
    (
        "On sale",
        "[('product_id.state', '=', 'active')]",
        "EXISTS (SELECT 1 FROM bank_product p WHERE p.id = d.product_id"
        " AND p.state = 'active')",
    ),
    (
        "No arrears",
        "[('partner_id.agreement_ids', 'not any', [('arrears', '>', 0)])]",
        "NOT EXISTS (SELECT 1 FROM bank_agreement a WHERE a.partner_id = d.partner_id"
        " AND a.arrears > 0)",
    ),
)
FIELDS = ("amount", "term_months"), ("partner_id", "product_id")
BY_HAND = (
    *(condition for _name, _domain, condition in CONDITIONS),
    "amount <> 0 AND term_months <> 0",
    "partner_id IS NOT NULL AND product_id IS NOT NULL",
    "EXISTS (SELECT 1 FROM mail_activity m WHERE m.res_model = 'crm.lead'"
    " AND m.res_id = d.id AND NOT m.active)",
)


class Deals:
    """A process with the ten checks, and deals on its first stage. All rolled back."""

    def __init__(self, bank):
        self.bank = bank
        self.env = bank.env(su=True, context=SILENT)
        self.product = self.env["bank.product"].search(
            [("code", "=", "bench_consumer")]
        )
        self.task = self.env["mail.activity.type"].create({"name": "Call"})
        self.process = self._make_process()
        self.clients = self._find_clients()

    def _make_process(self):
        checks = self._make_checks()
        process = self.env["bank.process"].create(
            {
                "name": "Bench",
                "product_category_ids": [Command.set(self.product.category_id.ids)],
                "stage_ids": [
                    Command.create(
                        {
                            "name": "Need",
                            "sequence": 1,
                            "check_exit_ids": [Command.set(checks.ids)],
                        }
                    ),
                    Command.create({"name": "Terms", "sequence": 2}),
                    Command.create({"name": "Won", "sequence": 3, "is_won": True}),
                ],
            }
        )
        process.action_publish()
        return process

    def _make_checks(self):
        model = self.env["ir.model"]._get("crm.lead")
        fields = self.env["ir.model.fields"]
        values = [
            {"name": name, "kind": "domain", "domain": domain}
            for name, domain, _condition in CONDITIONS
        ]
        values += [
            {
                "name": "Filled in",
                "kind": "fields",
                "field_ids": [
                    Command.set([fields._get("crm.lead", name).id for name in names])
                ],
            }
            for names in FIELDS
        ]
        tasks = [Command.set(self.task.ids)]
        values.append(
            {"name": "Called", "kind": "activities", "activity_type_ids": tasks}
        )
        rows = [{**row, "model_id": model.id} for row in values]
        return self.env["bank.check"].create(rows)

    def _find_clients(self):
        domain = [
            ("branch_id", "in", self.bank.manager.branch_ids.ids),
            ("client_kind", "=", "person"),
            ("agreement_ids", "not any", [("arrears", ">", 0)]),
        ]
        return self.env["res.partner"].search(domain, limit=100, order="id")

    def make(self, count, blocked_share=0):
        """Return ``count`` deals of the manager's; one in ``blocked_share`` lacks a term."""
        deals = self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {number}",
                    "type": "opportunity",
                    "partner_id": self.clients[number % len(self.clients)].id,
                    "product_id": self.product.id,
                    "user_id": self.bank.manager.id,
                    "amount": AMOUNT,
                    "term_months": 0
                    if blocked_share and number % blocked_share == 0
                    else TERM,
                }
                for number in range(count)
            ]
        )
        self._do_tasks(deals)
        self.env.cr.flush()
        return deals

    def _do_tasks(self, deals):
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get("crm.lead").id,
                    "res_id": deal.id,
                    "activity_type_id": self.task.id,
                    "user_id": self.bank.manager.id,
                    "active": False,
                }
                for deal in deals
            ]
        )

    def make_leads(self, count):
        """Return plain leads of stock ``crm`` and the stage that they go to."""
        stages = self.env["crm.stage"].search([("process_id", "=", False)], limit=2)
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Lead {number}",
                    "type": "opportunity",
                    "partner_id": self.clients[number % len(self.clients)].id,
                    "user_id": self.bank.manager.id,
                    "stage_id": stages[0].id,
                }
                for number in range(count)
            ]
        )
        self.env.cr.flush()
        return leads, stages[1]

    def as_manager(self, records):
        """Return the records as the web client sends them: tracking on, caches empty."""
        self.env.invalidate_all()
        env = self.bank.env(user=self.bank.manager.id, context={"lang": "ru_RU"})
        return records.with_env(env)


def _take(env, run):
    """Return the median seconds of ``run``, taken back each time, and its statements."""
    seconds, queries = [], 0
    for _repeat in range(REPEATS):
        with env.cr.savepoint() as savepoint:
            queries = timing.count_queries(
                env, lambda: seconds.append(timing.once(run))
            )
            savepoint.rollback()
    return sorted(seconds)[REPEATS // 2], queries


def measure_stage(env, n, count=50):
    deals = Deals(Bank(env, n))
    moved = deals.make(count)
    leads, stage = deals.make_leads(count)

    def move():
        deals.as_manager(moved).action_next_stage()
        env.cr.flush()

    def move_leads():
        deals.as_manager(leads).write({"stage_id": stage.id})
        env.cr.flush()

    ours, queries = _take(env, move)
    stock, stock_queries = _take(env, move_leads)
    print(
        f"    statements a deal: {queries / count:.1f}, stock {stock_queries / count:.1f}",
        file=sys.stderr,
    )
    return {
        "ours_s": ours,
        "floor_s": _take_update(env, leads, stage),
        "stock_s": stock,
    }


def _take_update(env, leads, stage):
    query = """
        UPDATE crm_lead SET stage_id = %s, date_last_stage_update = now(),
               write_date = now() WHERE id = ANY(%s)
    """
    return _take(env, lambda: env.cr.execute(query, [stage.id, leads.ids]))[0]


def measure_gate(env, n, count=1000):
    maker = Deals(Bank(env, n))
    deals = maker.make(count, blocked_share=10)

    def count_queries(number):
        some = maker.as_manager(deals[:number])
        return timing.count_queries(env, some.get_blocking_checks)

    count_queries(1)  # what a worker keeps between requests
    few, many = count_queries(count // 10), count_queries(count)
    if few != many:
        raise AssertionError(
            f"{few} statements for {count // 10} deals, {many} for {count}"
        )
    print(f"    statements for {count} deals: {many}", file=sys.stderr)
    blocked = maker.as_manager(deals).get_blocking_checks()
    if len({failure["record_id"] for failure in blocked}) != count // 10:
        raise AssertionError("one deal in ten was made not to pass")
    return {
        "ours_s": timing.median(lambda: maker.as_manager(deals).get_blocking_checks()),
        "floor_s": timing.median(lambda: _judge_by_hand(env, deals.ids)),
        "stock_s": None,
    }


def _judge_by_hand(env, ids):
    failures = {}
    for condition in BY_HAND:
        env.cr.execute(
            f"SELECT id FROM crm_lead d WHERE id = ANY(%s) AND ({condition}) IS NOT TRUE",
            [ids],
        )
        for (deal_id,) in env.cr.fetchall():
            failures.setdefault(deal_id, []).append(condition)
    return failures


def measure_one(env, n):
    return measure_stage(env, n, count=1)


MEASURES = {
    "deal_stage_1": measure_one,
    "deal_stage_50": measure_stage,
    "gate_1000": measure_gate,
}
