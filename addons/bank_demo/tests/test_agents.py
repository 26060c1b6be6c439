# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import make_folder


@tagged("post_install", "-at_install")
class TestAgents(TransactionCase):
    def test_a_dealer_has_entered_two_applications(self):
        importer = self.env["bank.demo.import"]
        importer._import_folder(make_folder(self))
        manager = self.env["res.users"].search([("login", "=", "manager")])
        user = self.env["res.users"].search([("login", "=", "agent")])
        own = self.env["bank.agent"].with_user(user)._find_own()
        brought = self.env["bank.inquiry"].search([("agent_id", "=", own.id)])
        self.assertEqual(brought.mapped("amount"), [150_000, 280_000])
        self.assertEqual(brought.user_id | brought.addressee_ids, manager)
        (row,) = brought[0]._prepare_agent_papers()
        self.assertTrue(row["lack"])
        # a second import makes nothing twice
        importer._load_agents({})
        self.assertEqual(
            self.env["bank.inquiry"].search_count([("agent_id", "=", own.id)]), 2
        )
