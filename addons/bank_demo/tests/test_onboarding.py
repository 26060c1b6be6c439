# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..models.bank_demo_onboarding import PLAN
from .common import make_folder


@tagged("post_install", "-at_install")
class TestOnboarding(TransactionCase):
    """A new client is taken on by a plan of eleven steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        importer = cls.env["bank.demo.import"]
        cls.folder = make_folder(cls)
        for _time in range(2):
            importer._import_folder(cls.folder)
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])

    def test_the_manager_follows_eleven_steps(self):
        name = self.env["bank.demo.import"]._say(PLAN)
        (template,) = self.env["mail.activity.plan"].search([("name", "=", name)])
        with self.assertRaises(UserError):
            template.name = "Another one"
        client = self.env["res.partner"].search(
            [("manager_id", "=", self.manager.id)], limit=1
        )
        acting = self.env["bank.action.plan"].with_user(self.manager)
        plan = acting._begin(
            template.with_user(self.manager), client.with_user(self.manager)
        )
        self.assertEqual((plan.item_count, plan.failed_count), (11, 0))
        people = plan.item_ids.user_id.mapped("login")
        self.assertEqual(sorted(people), ["head", "manager"])
