# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Deals that are blocked, over processes, products and terms drawn by chance."""

import random

from odoo.fields import Command

from .catalogue import SILENT

PROCESSES = 12
VARIABLES = {"bench_amount": "amount", "bench_term": "term_months"}


class RandomDeals:
    """Processes of one to four checks at a gate, each with two products of its own.

    A check looks at the amount, at the term, at both, at a pledge, or at what no terms
    change (the day of the closing): such a deal has nothing proposed.
    """

    def __init__(self, bank, seed=11):
        self.bank = bank
        self.chance = random.Random(seed)
        self.env = bank.env(su=True, context=SILENT)
        self.model = self.env["ir.model"]._get("crm.lead")
        self.currency = self.env.company.currency_id.name
        variables = self.env["bank.formula.variable"]
        variables.create(
            [
                {"name": name, "model_id": self.model.id, "field_path": path}
                for name, path in VARIABLES.items()
                if not variables.search_count([("name", "=", name)])
            ]
        )
        self.products = self.env["bank.product"]
        for number in range(PROCESSES):
            self._make_process(number)

    def _make_process(self, number):
        """One to four checks; some as the first stage is left, some as the next begins."""
        category = self.env["bank.product.category"].create(
            {"name": f"Random {number}", "code": f"bench_random_{number}"}
        )
        pledge = self._make_pledge(number, category)
        checks = [self._make_check(pledge) for _ in range(self.chance.randint(1, 4))]
        leaving = self.chance.randint(0, len(checks))
        first, second = _link(checks[:leaving]), _link(checks[leaving:])
        stages = [
            {"name": "Terms", "sequence": 1, "check_exit_ids": first},
            {"name": "Offer", "sequence": 2, "check_entry_ids": second},
            {"name": "Won", "sequence": 3, "is_won": True},
        ]
        process = self.env["bank.process"].create(
            {
                "name": f"Random {number}",
                "product_category_ids": [Command.set(category.ids)],
                "stage_ids": [Command.create(stage) for stage in stages],
            }
        )
        process.action_publish()
        for place in range(2):
            code = f"bench_random_{number}_{place}"
            self.products |= self._make_product(code, category)

    def _make_pledge(self, number, category):
        return self.env["bank.attribute"].create(
            {
                "name": "Pledge",
                "code": f"bench_pledge_{number}",
                "category_id": category.id,
                "kind": "number",
                "is_term": True,
            }
        )

    def _make_product(self, code, category):
        low, short = self.chance.choice((0, 30_000)), self.chance.choice((0, 6))
        product = self.env["bank.product"].create(
            {
                "name": code,
                "code": code,
                "category_id": category.id,
                "trade": "credit",
                "rate": self.chance.uniform(5, 30),
                "amount_min": low,
                "amount_max": self.chance.choice((0, 1_500_000, 3_000_000)),
                "term_min": short,
                "term_max": self.chance.choice((0, 60, 84)),
            }
        )
        product.action_activate()
        return product

    def _make_check(self, pledge):
        amount = self.chance.randrange(100_000, 1_500_000)
        months = self.chance.randrange(6, 60)
        kind = self.chance.randrange(20)
        path = f"attribute_values.{pledge.code}"
        if kind < 4:
            return self._by_domain([("amount", "<=", amount)])
        if kind < 7:
            return self._by_domain([("term_months", ">=", months)])
        if kind < 10:
            either = ["|", ("amount", "<=", amount), ("term_months", ">=", months)]
            return self._by_domain(either)
        if kind < 13:
            return self._by_domain([(path, ">=", amount)])
        if kind < 16:
            most = self.chance.randrange(3_000, 40_000)
            return self._by_formula(f"bench_amount / bench_term <= {most}")
        if kind < 19:
            least = self.chance.randrange(1_000_000, 20_000_000)
            return self._by_formula(f"bench_amount * bench_term >= {least}")
        return self._by_domain([("date_deadline", "!=", False)])

    def _by_domain(self, domain):
        values = {"name": str(domain), "domain": str(domain)}
        return self.env["bank.check"].create({**values, "model_id": self.model.id})

    def _by_formula(self, text):
        values = {"name": text, "model_id": self.model.id}
        count = self.env["bank.formula"].search_count([])
        formula = self.env["bank.formula"].create(
            {**values, "code": f"bench_{count}", "text": f"{text} {self.currency}"}
        )
        formula.action_put_into_force()
        return self.env["bank.check"].create(
            {**values, "kind": "formula", "formula_id": formula.id}
        )

    def _draw(self, clients):
        product = self.chance.choice(self.products)
        return {
            "name": "Random",
            "type": "opportunity",
            "partner_id": self.chance.choice(clients).id,
            "product_id": product.id,
            "user_id": self.bank.manager.id,
            "amount": self.chance.randrange(10_000, 2_000_000),
            "term_months": self.chance.randrange(3, 84),
        }

    def make(self, count):
        """Return blocked deals of the manager's, as he has them open."""
        clients = self.bank.clients_of(self.bank.manager, 100)
        found = self.env["crm.lead"]
        while len(found) < count:
            drawn = [self._draw(clients) for _ in range(count)]
            deals = self.env["crm.lead"].create(drawn)
            blocked = {row["record_id"] for row in deals.get_blocking_checks()}
            found |= found.browse(sorted(blocked))
        env = self.bank.env(user=self.bank.manager.id, context={"lang": "ru_RU"})
        return found[:count].with_env(env)


def _link(checks):
    return [Command.set([check.id for check in checks])]
