# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestUiIdentity(BankCoreCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        cls.security = cls._create_user(
            "security", "bank_crm_core.group_crm_security_officer", cls.branch
        )
        users = cls.manager | cls.operator | cls.security
        users.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
        cls.client.birth_date = "1990-05-01"

    def _start(self, tour, user):
        self.start_tour(f"/odoo/bank-clients/{self.client.id}", tour, login=user.login)

    def test_a_number_is_entered_masked_and_shown_for_a_reason(self):
        self._start("bank_identity_enter", self.manager)
        document = self.client.identity_document_ids
        self.assertEqual(document.sudo().number, "4509 847261")
        self._start("bank_identity_operator", self.operator)
        self._start("bank_identity_security", self.security)
        shown = self.env["bank.identity.unmask"].search([])
        self.assertEqual(shown.user_id, self.security.id)
