# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .plan_common import PlanCommon


@tagged("post_install", "-at_install")
class TestUiPlan(PlanCommon, TourCase):
    """Plans as an administrator makes them and a manager works by them, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"], overwrite=True)
        (cls.manager | cls.administrator).write(
            {"lang": "ru_RU", "tz": "Europe/Moscow"}
        )

    def test_an_administrator_publishes_a_plan(self):
        queue = self.env["bank.queue"].create({"name": "Юристы"})
        self.start_tour(
            "/odoo/bank-plan-templates",
            "bank_plan_publish",
            login=self.administrator.login,
        )
        plan = self.env["mail.activity.plan"].search(
            [("name", "=", "Рождение ребёнка")]
        )
        item, queued = plan.template_ids
        self.assertEqual(plan.state, "published")
        self.assertEqual(
            (item.delay_count, item.delay_from, item.skip_days_off),
            (2, "after_plan_date", True),
        )
        self.assertEqual(item.responsible_type, "manager")
        self.assertEqual(queued.queue_id, queue)

    def test_a_manager_starts_a_plan_and_stops_it(self):
        self._create_template(
            {"summary": "Поздравить"},
            {"summary": "Предложить вклад", "delay_count": 30},
            name="Рождение ребёнка",
        )
        card = f"/odoo/bank-clients/{self.client.id}"
        self.start_tour(card, "bank_plan_start", login=self.manager.login)
        plan = self._started()
        self.assertEqual(plan.state, "stopped")
        self.assertEqual(plan.item_ids.mapped("state"), ["done", "cancelled"])
