# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import csv
import io
from pathlib import Path

from odoo import models

from odoo.addons.bank_text.tools.transliteration import transliterate

from .bank_demo_deals import MANAGER

EXCERPT = Path(__file__).parents[1] / "data" / "watchlist" / "sdn.csv"


class BankDemoImport(models.Model):
    """Lists that the base is compared with, and one hit for the security officers."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "watchlists"]

    def _load_watchlists(self, bank):
        """An excerpt of a public list, and a namesake of a client on the bank's own."""
        lists = self.env["bank.watchlist"]
        if lists.search_count([], limit=1):
            return
        lists.load_file("ofac", {"sdn": EXCERPT.read_bytes()})
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        client = self.env["res.partner"].search(
            [("manager_id", "=", manager.id), ("client_kind", "=", "person")],
            order="source_key, id",
            limit=1,
        )
        if client:
            lists.load_file("csv", self._write_own_list(client))
        for run in self.env["bank.screening"].search([("state", "=", "running")]):
            while run.state == "running":
                run._do_slice()

    def _write_own_list(self, client):
        """Only the name is known of whom the list means, as it often is."""
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(("ent", "name", "kind"))
        rows.writerow(("1", transliterate(client.name, "everyday"), "person"))
        return text.getvalue().encode()
