# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .test_ui_sale import SaleTourCommon


@tagged("post_install", "-at_install")
class TestNewProcessTour(SaleTourCommon):
    """Journey 6 in Russian, from an empty form to a deal on the new process."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._create_user(
            "second", "bank_base.group_bank_administrator", cls.region
        )
        cls.leasing = cls.env["bank.product.category"].create(
            {"name": "Лизинг техники", "code": "t_leasing"}
        )
        cls.leased = cls._create_product(name="Лизинг", category_id=cls.leasing.id)
        cls.env["bank.check"].create(
            {
                "name": "Не меньше миллиона",
                "model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "kind": "domain",
                "domain": "[('amount', '>=', 1000000)]",
            }
        )
        cls.old = cls._start_old_process()
        cls.large = cls._create_deal(product_id=cls.leased.id, amount=5_000_000)
        cls.small = cls._create_deal(product_id=cls.leased.id, amount=100_000)

    @classmethod
    def _start_old_process(cls):
        process = cls.env["bank.process"].create(
            {
                "name": "Прежний порядок",
                "product_category_ids": [Command.set(cls.leasing.ids)],
                "stage_ids": [
                    Command.create({"name": "Обращение", "sequence": 1}),
                    Command.create({"name": "Выдача", "sequence": 2, "is_won": True}),
                ],
            }
        )
        process.action_publish()
        return process

    def _walk(self, tour, user, url):
        self.start_tour(url, tour, login=user.login, timeout=180)

    def test_a_new_process_is_built_and_deals_are_moved_to_it(self):
        self._speak_russian()
        self.second.lang = "ru_RU"
        self._walk("bank_process_new", self.administrator, "/odoo/bank-processes")
        process = self.env["bank.process"].search([("name", "=", "Продажа лизинга")])
        self.assertEqual(process.product_category_ids, self.leasing)
        form = f"/odoo/bank-processes/{process.id}"
        self._walk("bank_process_new_in_force", self.second, form)
        self.assertEqual(process.state, "published")
        deals = (self.large | self.small).sudo()
        self.assertEqual(deals.process_id, self.old, "they stay where they are")
        deal = f"/odoo/bank-deals/{self.large.id}"
        self._walk("bank_deal_not_moved", self.manager, deal)
        form = f"/odoo/bank-processes/{self.old.id}"
        self._walk("bank_process_move", self.administrator, form)
        self.assertEqual(self.large.sudo().process_id, process)
        self.assertEqual(self.small.sudo().process_id, self.old, "a gate stops it")
        self._walk("bank_deal_moved", self.manager, deal)
