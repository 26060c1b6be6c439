# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Leads in a database of ``crm`` alone: what stock itself takes, without our addons.

``make bench`` makes the database once and names it in the environment. Without that
name (tests of the measures) the leads lie in the database that is measured.
"""

import os
from contextlib import closing, contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

DATABASE = "BANK_BENCH_STOCK"
SALESMAN = "sales_team.group_sale_salesman"


@contextmanager
def environment(env):
    """Give the environment in which stock is measured; nothing of it is kept."""
    name = os.environ.get(DATABASE)
    if not name:
        yield env
        return
    with closing(Registry(name).cursor()) as cr:
        yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        cr.rollback()


class Leads:
    """Leads of a salesman, each of another client, on the first stage of stock."""

    def __init__(self, env, count, salesman=None, clients=None):
        self.env = env
        self.salesman = salesman or self._make_salesman()
        clients = clients or self._make_clients(count)
        is_ours = "process_id" in env["crm.stage"]._fields
        domain = [("process_id", "=", False)] if is_ours else []
        first, self.stage = env["crm.stage"].search(domain, limit=2)
        values = {
            "name": "Lead",
            "type": "opportunity",
            "user_id": self.salesman.id,
            "stage_id": first.id,
        }
        self.leads = env["crm.lead"].create(
            [
                {**values, "partner_id": clients[number % len(clients)].id}
                for number in range(count)
            ]
        )
        env.cr.flush()

    def _make_clients(self, count):
        names = [{"name": f"Client {number}"} for number in range(count)]
        return self.env["res.partner"].create(names)

    def _make_salesman(self):
        group = self.env.ref(SALESMAN)
        return self.env["res.users"].create(
            {
                "name": "Salesman",
                "login": "bench_salesman",
                "lang": "ru_RU",
                "group_ids": [(6, 0, group.ids)],
            }
        )

    def take(self, number):
        """Return a function that moves so many of them as the web client sends it."""
        leads = self.leads[:number]

        def move():
            self.env.invalidate_all()
            context = {"lang": "ru_RU"}
            acting = self.env(user=self.salesman.id, su=False, context=context)
            leads.with_env(acting).write({"stage_id": self.stage.id})
            self.env.cr.flush()

        return move
