# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Changes of terms that would pass, for a thousand random deals that are blocked.

``what_if``: seconds a deal, the median; each proposal is then checked by the gate, and
the measure raises where one does not pass. ``slowest_twentieth_s`` and ``proposals`` are
printed with it.

* *floor*: the gate asked once about the deal as it is.
"""

import random
import sys

from odoo.fields import Command

from . import timing
from .base import Bank
from .catalogue import SILENT

CHECKS = (
    ("[('amount', '<=', 900000)]", None),
    (None, "bench_amount / bench_term <= 10000 {currency}"),
    (None, "bench_amount * bench_term >= 3000000 {currency}"),
)


class BlockedDeals:
    """A process with three checks of terms, and deals that fail one or more."""

    def __init__(self, bank):
        self.bank = bank
        self.env = bank.env(su=True, context=SILENT)
        self.product = self.env["bank.product"].search(
            [("code", "=", "bench_consumer")]
        )
        self.model = self.env["ir.model"]._get("crm.lead")
        self._make_process()

    def _make_process(self):
        names = (("bench_amount", "amount"), ("bench_term", "term_months"))
        self.env["bank.formula.variable"].create(
            [
                {"name": name, "model_id": self.model.id, "field_path": path}
                for name, path in names
            ]
        )
        checks = [self._make_check(*check) for check in CHECKS]
        stages = [
            {
                "name": "Terms",
                "sequence": 1,
                "check_exit_ids": [Command.set([check.id for check in checks])],
            },
            {"name": "Won", "sequence": 2, "is_won": True},
        ]
        process = self.env["bank.process"].create(
            {
                "name": "Bench",
                "product_category_ids": [Command.set(self.product.category_id.ids)],
                "stage_ids": [Command.create(stage) for stage in stages],
            }
        )
        process.action_publish()

    def _make_check(self, domain, text):
        values = {"name": text or domain, "model_id": self.model.id}
        if domain:
            return self.env["bank.check"].create({**values, "domain": domain})
        formula = self.env["bank.formula"].create(
            {
                **values,
                "code": f"bench_{CHECKS.index((domain, text))}",
                "text": text.format(currency=self.product.currency_id.name),
            }
        )
        formula.action_put_into_force()
        return self.env["bank.check"].create(
            {**values, "kind": "formula", "formula_id": formula.id}
        )

    def make(self, count):
        """Return blocked deals of the manager's, as he has them open."""
        chance = random.Random(11)
        clients = self.bank.clients_of(self.bank.manager, 100)
        found = self.env["crm.lead"]
        while len(found) < count:
            deals = self.env["crm.lead"].create(
                [
                    {
                        "name": f"Deal {number}",
                        "type": "opportunity",
                        "partner_id": clients[number % len(clients)].id,
                        "product_id": self.product.id,
                        "user_id": self.bank.manager.id,
                        "amount": chance.randrange(10_000, 2_000_000),
                        "term_months": chance.randrange(3, 84),
                    }
                    for number in range(count)
                ]
            )
            blocked = {row["record_id"] for row in deals.get_blocking_checks()}
            found |= found.browse(sorted(blocked))
        env = self.bank.env(user=self.bank.manager.id, context={"lang": "ru_RU"})
        return found[:count].with_env(env)


def measure_what_if(env, n, count=1000):
    deals = BlockedDeals(Bank(env, n)).make(count)
    deals.env.flush_all()
    seconds, found, helped = [], [], 0
    for deal in deals:
        deals.env.invalidate_all()
        seconds.append(timing.once(lambda d=deal: found.append(d._propose_terms())))
        helped += bool(found[-1])
    refused = sum(
        not deal._would_pass(change)
        for deal, changes in zip(deals, found)
        for change in changes
    )
    proposals = sum(len(changes) for changes in found)
    if refused:
        raise AssertionError(f"{refused} of {proposals} proposals do not pass")
    seconds.sort()
    print(
        f"    {proposals} proposals for {helped} of {len(deals)} deals, all pass",
        file=sys.stderr,
    )
    return {
        "ours_s": seconds[len(seconds) // 2],
        "slowest_twentieth_s": seconds[len(seconds) * 19 // 20],
        "slowest_s": seconds[-1],
        "floor_s": timing.median(lambda: deals[0]._what_if({})),
        "stock_s": None,
        "proposals": proposals,
        "helped": helped,
    }


MEASURES = {"what_if": measure_what_if}
