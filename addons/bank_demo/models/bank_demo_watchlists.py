# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import csv
import io
from pathlib import Path

from odoo import models
from odoo.tools import LazyTranslate

from odoo.addons.bank_text.tools.transliteration import transliterate

from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

OFFICER = "security"
NAMESAKES = 2
REASON = _lt("The passport was seen: born elsewhere, another patronymic.")
EXCERPT = Path(__file__).parents[1] / "data" / "watchlist" / "sdn.csv"


class BankDemoImport(models.Model):
    """Lists that the base is compared with, and two hits for the security officers."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "watchlists"]

    def _load_watchlists(self, bank):
        """An excerpt of a public list, and namesakes of two clients on the bank's own."""
        lists = self.env["bank.watchlist"]
        if lists.search_count([], limit=1):
            return
        lists.load_file("ofac", {"sdn": EXCERPT.read_bytes()})
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        clients = self.env["res.partner"].search(
            [("manager_id", "=", manager.id), ("client_kind", "=", "person")],
            order="source_key, id",
            limit=NAMESAKES,
        )
        if clients:
            lists.load_file("csv", self._write_own_list(clients))
        for run in self.env["bank.screening"].search([("state", "=", "running")]):
            while run.state == "running":
                run._do_slice()
        self._clear_second_hit(clients[1:])

    def _write_own_list(self, clients):
        """Only the names are known of whom the list means, as it often is."""
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(("ent", "name", "kind"))
        for number, client in enumerate(clients, start=1):
            name = transliterate(client.name, "everyday")
            rows.writerow((str(number), name, "person"))
        return text.getvalue().encode()

    def _clear_second_hit(self, client):
        """One officer has judged it; it waits for another one."""
        officer = self.env["res.users"].search([("login", "=", OFFICER)])
        hits = self.env["bank.screening.hit"].search([("partner_id", "in", client.ids)])
        if officer:
            acting = hits.with_user(officer)
            acting.with_context(lang=self._get_demo_lang()).action_clear(
                self._say(REASON)
            )
