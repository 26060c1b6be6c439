# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestWatchlists(TransactionCase):
    """The security officers of the demo bank have a list and a hit to judge."""

    def test_a_client_of_the_demo_manager_is_a_hit(self):
        hits = self.env["bank.screening.hit"]
        if not self.env["bank.watchlist"].search_count([], limit=1):
            people = [f'{900001 + place};"706213";1' for place in range(5)]
            folder = make_folder(self, client=[SMALL_BANK["client"][0], *people])
            self.env["bank.demo.import"]._import_folder(folder)
        entries = self.env["bank.watchlist.entry"].search(
            [("watchlist_id.kind", "=", "ofac")]
        )
        self.assertEqual(len(entries), 8)
        hit = hits.search([("watchlist_id.kind", "=", "csv")], limit=1)
        self.assertEqual(hit.partner_id.manager_id.login, "manager")
        officers = self.env["res.users"].search(
            [("login", "in", ["security", "security2"])]
        )
        self.assertEqual(len(officers), 2)
        second = officers.filtered(lambda user: user.login == "security2")
        self.assertTrue(hit.with_user(second).can_judge)
