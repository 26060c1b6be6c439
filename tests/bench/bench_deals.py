# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Deals through a gate with ten checks: conditions, fields, finished tasks.

``deal_stage_1``: a client manager moves one deal a stage on, as the button does it, and
the transaction ends (tracking included, without the commit itself).

* *stock*: a salesman writes the stage of a lead in a database of ``crm`` alone, without
  any addon of ours; blocks of both take turns. Printed are the ratio and the statements.
* *floor*: one UPDATE.

``deal_stage_100``: the same for a hundred deals of a hundred clients at once. *beyond*
is what ours sends more than stock, for one and for a hundred.

``gate_1000``: what blocks a thousand deals, one in ten of which does not pass.

* *floor*: the ten conditions by hand, a statement each, with the ids as they come.

It raises when the number of statements depends on the number of deals.
"""

import statistics
import sys

from odoo.fields import Command

from . import stock_crm, timing
from .base import Bank
from .catalogue import SILENT

AMOUNT, TERM = 500_000.0, 24
# blocks of both take turns: what else the machine does, both meet
BLOCKS, REPEATS = 4, 9
# in portions of some hundred rows the ORM reads and writes
PORTIONS = 9
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

    def as_manager(self, records):
        """Return the records as the web client sends them: tracking on, caches empty."""
        self.env.invalidate_all()
        env = self.bank.env(user=self.bank.manager.id, context={"lang": "ru_RU"})
        return records.with_env(env)


def _take_turns(runs, repeats):
    """Return ``{name: (median seconds, statements)}`` of ``{name: (env, run)}``."""
    seconds, queries = {name: [] for name in runs}, {}
    for _block in range(BLOCKS):
        for name, (env, run) in runs.items():
            for _repeat in range(repeats):
                with env.cr.savepoint() as savepoint:
                    queries[name] = timing.count_queries(
                        env,
                        lambda run=run, name=name: seconds[name].append(
                            timing.once(run)
                        ),
                    )
                    savepoint.rollback()
    return {name: (statistics.median(seconds[name]), queries[name]) for name in runs}


def _measure_moves(env, n, counts, repeats):
    """Move so many deals and as many leads of stock, for each of the counts."""
    bank = Bank(env, n)
    deals = Deals(bank)
    moved = deals.make(max(counts))
    with stock_crm.environment(env) as stock:
        own = (bank.manager, deals.clients) if stock is env else ()
        leads = stock_crm.Leads(stock, max(counts), *own)

        def take(count):
            def move():
                deals.as_manager(moved[:count]).action_next_stage()
                env.cr.flush()

            return move

        runs = {}
        for count in counts:
            runs["ours", count] = env, take(count)
            runs["stock", count] = stock, leads.take(count)
        found = _take_turns(runs, repeats)
    return found, _take_update(env, moved)


def _take_update(env, deals):
    query = """
        UPDATE crm_lead SET stage_id = %s, date_last_stage_update = now(),
               write_date = now() WHERE id = ANY(%s)
    """
    run = {
        "floor": (env, lambda: env.cr.execute(query, [deals.stage_id.id, deals.ids]))
    }
    return _take_turns(run, REPEATS)["floor"][0]


def _report(found, count, floor):
    ours, queries = found["ours", count]
    stock, stock_queries = found["stock", count]
    return {
        "ours_s": ours,
        "floor_s": floor,
        "stock_s": stock,
        "of_stock": ours / stock,
        "statements": queries,
        "stock_statements": stock_queries,
        "beyond": queries - stock_queries,
    }


def measure_one(env, n):
    found, floor = _measure_moves(env, n, (1,), REPEATS)
    return _report(found, 1, floor)


def measure_many(env, n, count=100):
    found, floor = _measure_moves(env, n, (1, count), max(1, REPEATS // 4))
    one, many = _report(found, 1, floor), _report(found, count, floor)
    if many["beyond"] > one["beyond"] + PORTIONS:
        raise AssertionError(
            f"{one['beyond']} statements beyond stock's for a deal, "
            f"{many['beyond']} for {count}"
        )
    return {**many, "beyond_for_one": one["beyond"]}


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


MEASURES = {
    "deal_stage_1": measure_one,
    "deal_stage_100": measure_many,
    "gate_1000": measure_gate,
}
