# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestUiKyc(BankCoreCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        cls.reviewer = cls._create_user(
            "reviewer", "bank_crm_core.group_crm_kyc_reviewer", cls.branch
        )
        (cls.manager | cls.reviewer).write({"lang": "ru_RU", "tz": "Europe/Moscow"})

    def _start(self, tour, user):
        self.start_tour(f"/odoo/bank-clients/{self.client.id}", tour, login=user.login)

    def test_a_review_is_begun_by_one_and_concluded_by_another(self):
        self._start("bank_kyc_draft", self.manager)
        self.assertEqual(self.client.confirmed_by_id, self.manager)
        self._start("bank_kyc_conclude", self.reviewer)
        self.assertEqual(self.client.risk_rating, "low")
        self.assertEqual(self.client.kyc_review_ids.reviewer_id, self.reviewer)
