# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestPhoneCallUi(BankCoreCommon, TourCase):
    def test_a_client_rings_from_his_second_phone(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        self.manager.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
        for tour in ("bank_unknown_number", "bank_unknown_number_again"):
            self.start_tour("/odoo/bank-clients", tour, login=self.manager.login)
        self.assertIn("74957000077", self.client.phone_ids.mapped("digits"))
        row = self.client.interaction_ids
        self.assertEqual(row.channel_id.code, "phone")
