# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestContactUi(BankCoreCommon, TourCase):
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

    def test_head_hands_a_book_over_to_three(self):
        group = "bank_crm_core.group_crm_manager"
        new = self.colleague
        for name in ("second", "third"):
            new |= self._create_user(name, group, self.branch)
        told = new | self.manager | self.head
        told.write({"lang": "ru_RU", "notification_type": "inbox"})
        for index in range(5):
            self._create_client(f"Client {index}", phone=f"8 916 000-00-{index:02}")
        self.start_tour("/odoo/bank-handovers", "bank_handover", login=self.head.login)
        row = self.env["bank.handover"].search([], limit=1)
        self.assertEqual((row.state, row.moved_count), ("done", 6))
        self.assertNotEqual(self.client.manager_id, self.manager)
        inbox = "/odoo/discuss?active_id=mail.box_inbox"
        for user in new:
            self.start_tour(inbox, "bank_handover_told", login=user.login)
        for user in self.manager | self.head:
            self.start_tour(inbox, "bank_handover_summed_up", login=user.login)
