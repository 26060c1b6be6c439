# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The generated bank as measures use it."""

from . import catalogue, generate


class Bank:
    """Users and clients of the bank in the database; it is generated where missing."""

    def __init__(self, env, count):
        self.env = env
        generate.ensure(env, count)
        users = env["res.users"].with_context(active_test=False)
        self.manager = users.search([("login", "=", "bench_manager_0_0")])
        self.auditor = users.search([("login", "=", catalogue.AUDITOR)])
        # his is the longest history, see history.py
        partners = env["res.partner"]
        self.long_client = partners.search([("source_key", "=", "bench-0")])

    def clients_of(self, user, count):
        """Return persons from all over the list of the user's own clients."""
        found = self.env["res.partner"].search(
            [("manager_id", "=", user.id), ("client_kind", "=", "person")], order="id"
        )
        return found[:: max(1, len(found) // count)][:count]

    def average_client(self):
        """Return a client of the manager's with as many interactions as most have."""
        groups = self.env["bank.interaction"]._read_group(
            [("partner_id.manager_id", "=", self.manager.id)],
            ["partner_id"],
            ["__count"],
        )
        by_count = sorted((count, client.id) for client, count in groups)
        return self.env["res.partner"].browse(by_count[len(by_count) // 2][1])
