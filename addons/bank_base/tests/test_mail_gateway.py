# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

LETTER = (
    "From: somebody@example.com\nTo: bank@example.com\nSubject: Forged\n"
    "Message-Id: <forged@example.com>\n\nPay everything."
)


@tagged("post_install", "-at_install")
class TestMailGateway(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create({"name": "Somebody"})

    def _hand_in(self, user):
        threads = self.env["mail.thread"].with_user(user)
        threads.message_process("res.partner", LETTER, thread_id=self.partner.id)

    def test_no_employee_hands_in_a_letter(self):
        employee = new_test_user(
            self.env, login="employee", groups="bank_base.group_bank_user"
        )
        with self.assertRaises(AccessError):
            self._hand_in(employee)
        self.assertNotIn("Forged", self.partner.message_ids.mapped("subject"))

    def test_the_gateway_does(self):
        self._hand_in(self.env.ref("base.user_root"))
        self._hand_in(self.env.ref("base.user_admin"))
        self.assertIn("Forged", self.partner.message_ids.mapped("subject"))
