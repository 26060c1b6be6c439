# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestContacts(TransactionCase):
    """The gate has something to say about the demo manager's clients."""

    def test_consents_promises_and_events_of_the_demo_bank(self):
        people = [f'{900001 + place};"706213";1' for place in range(20)]
        folder = make_folder(self, client=[SMALL_BANK["client"][0], *people])
        if self.env["bank.consent"].search_count([], limit=1):
            # the database holds the real demo bank, loaded before
            domain = [("state", "=", "withdrawn")]
            self.assertTrue(self.env["bank.consent"].search_count(domain, limit=1))
            return
        self.env["bank.demo.import"]._import_folder(folder)
        manager = self.env["res.users"].search([("login", "=", "manager")])
        clients = self.env["bank.consent"].search([]).partner_id
        self.assertEqual(clients.manager_id, manager)
        blockers = clients._get_contact_blockers("email", "marketing")
        self.assertEqual(len(blockers), 1, blockers)
        promise = self.env["bank.obligation"].search(
            [("event", "=", "promise"), ("user_id", "=", manager.id)]
        )
        self.assertTrue(promise.partner_id.activity_ids)
