# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestContactUi(BankCoreCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        (cls.manager | cls.head).write({"lang": "ru_RU", "tz": "Europe/Moscow"})

    def test_manager_gives_and_withdraws_a_consent(self):
        self.start_tour(
            "/odoo/bank-clients", "bank_client_consent", login=self.manager.login
        )
        states = self.client.consent_ids.mapped("state")
        self.assertEqual(states, ["withdrawn", "given"])
        self.assertEqual(self.client.consent_ids[1:].recording, "2026/117")
